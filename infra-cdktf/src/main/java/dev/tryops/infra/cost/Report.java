package dev.tryops.infra.cost;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An estimate as text for a terminal. Amounts are rounded where they are shown, and only there. */
final class Report {

    private static final String ROW = "%-52s  %-40s  %9s  %9s  %9s%n";

    private Report() {}

    /** What the seed counts, alone: its prices, and its way to count. */
    static String ofSeed(Estimate estimate) {
        StringBuilder text = new StringBuilder(header());
        rows(text, estimate.lines().stream().filter(line -> line.part() == Part.SEED));
        text.append(row("as the seed counts", "", estimate.sum(part -> part == Part.SEED)));
        return text.toString();
    }

    static String of(Estimate estimate) {
        StringBuilder text = new StringBuilder(header());
        rows(text, estimate.lines().stream());
        text.append(row("together", "", estimate.total())).append('\n');
        steps(text, estimate);
        rest(text, estimate);
        return text.toString();
    }

    private static void rows(StringBuilder text, Stream<Line> lines) {
        lines.sorted(Comparator.comparing(Line::address).thenComparing(Line::part))
                .forEach(line -> text.append(row(line.address(), line.what(), line.amount())));
    }

    /** From the seed's sum to this one. */
    private static void steps(StringBuilder text, Estimate estimate) {
        text.append(row("as the seed counts", "", estimate.sum(part -> part == Part.SEED)));
        List<Part> corrections = Stream.of(Part.values())
                .filter(part -> part != Part.SEED && part.isOfTheSeedsDesign())
                .toList();
        corrections.forEach(part -> text.append(row("  + " + part.title(), "", estimate.sum(one -> one == part))));
        text.append(row("the seed's design, counted right", "", estimate.sum(Part::isOfTheSeedsDesign)));
        Stream.of(Part.values())
                .filter(part -> !part.isOfTheSeedsDesign())
                .forEach(part -> text.append(row("  + " + part.title(), "", estimate.sum(one -> one == part))));
        text.append(row("together", "", estimate.total()));
    }

    private static void rest(StringBuilder text, Estimate estimate) {
        text.append("\nFree:\n");
        estimate.free().forEach((reason, count) -> text.append("  %d: %s%n".formatted(count, reason)));
        if (!estimate.unpriced().isEmpty()) {
            text.append("\nNot priced, and in no sum:\n");
            estimate.unpriced()
                    .forEach((address, unpriced) ->
                            text.append("  %s (%s): %s%n".formatted(address, unpriced.type(), unpriced.reason())));
        }
    }

    private static String header() {
        return ROW.formatted("US dollars a month of 730 hours", "", "minimum", "base", "maximum");
    }

    private static String row(String address, String what, Amount amount) {
        Amount shown = amount.rounded();
        return String.format(Locale.ROOT, ROW, address, what, shown.minimum(), shown.base(), shown.maximum());
    }
}
