package dev.tryops.infra.cost;

import java.math.BigDecimal;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a change costs, as Markdown for its review. */
record Difference(Estimate before, Estimate after) {

    String markdown(String environment) {
        Amount from = before.total();
        Amount to = after.total();
        StringBuilder text = new StringBuilder("### What %s costs, in US dollars a month\n\n".formatted(environment));
        text.append("| | minimum | base | maximum |\n|---|--:|--:|--:|\n");
        total(text, "before", from, false);
        total(text, "after", to, false);
        total(text, "**difference**", to.minus(from), true);
        resources(text);
        unpriced(text);
        return text.toString();
    }

    private static void total(StringBuilder text, String title, Amount amount, boolean signed) {
        Amount shown = amount.rounded();
        text.append("| %s | %s | %s | %s |\n"
                .formatted(
                        title,
                        money(shown.minimum(), signed),
                        money(shown.base(), signed),
                        money(shown.maximum(), signed)));
    }

    private void resources(StringBuilder text) {
        SortedSet<String> all = new TreeSet<>(before.byAddress().keySet());
        all.addAll(after.byAddress().keySet());
        StringBuilder rows = new StringBuilder();
        for (String address : all) {
            Amount old = before.byAddress().getOrDefault(address, Amount.NOTHING);
            Amount now = after.byAddress().getOrDefault(address, Amount.NOTHING);
            if (!now.minus(old).isNothing()) {
                rows.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                address,
                                shown(before, address, old),
                                shown(after, address, now),
                                money(Amount.cents(now.base().subtract(old.base())), true)));
            }
        }
        text.append(
                rows.isEmpty()
                        ? "\nNo priced resource changes.\n"
                        : "\n| resource | before | after | difference of the base |\n|---|--:|--:|--:|\n" + rows);
    }

    private static String shown(Estimate estimate, String address, Amount amount) {
        return estimate.byAddress().containsKey(address) ? money(Amount.cents(amount.base()), false) : "–";
    }

    private void unpriced(StringBuilder text) {
        if (!after.unpriced().isEmpty()) {
            text.append("\nNot priced, and in no sum: `%s`.\n".formatted(String.join("`, `", after.unpricedTypes())));
        }
    }

    private static String money(BigDecimal amount, boolean signed) {
        String digits = amount.abs().toPlainString();
        return amount.signum() < 0 ? "−" + digits : signed && amount.signum() > 0 ? "+" + digits : digits;
    }
}
