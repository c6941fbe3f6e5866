package dev.tryops.infra.cost;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What an environment costs.
 *
 * @param lines by address
 * @param unpriced what has no price, by address, with the type and the reason
 * @param free how many resources cost nothing, by reason
 */
record Estimate(List<Line> lines, SortedMap<String, Unpriced> unpriced, SortedMap<String, Integer> free) {

    /** What nobody can price here. */
    record Unpriced(String type, String reason) {}

    static Estimate of(Synthesis synthesis, Usage usage, SupportCalendar calendar, LocalDate today) {
        Pricing pricing = new Pricing(synthesis, calendar, today);
        List<Line> lines = new ArrayList<>();
        SortedMap<String, Unpriced> unpriced = new TreeMap<>();
        SortedMap<String, Integer> free = new TreeMap<>();
        for (Found resource : synthesis.resources()) {
            FreeTypes.reason(resource.type()).ifPresentOrElse(reason -> free.merge(reason, 1, Integer::sum), () -> {
                try {
                    pricing.lines(resource).forEach(lines::add);
                } catch (NoPrice e) {
                    unpriced.put(resource.address(), new Unpriced(resource.type(), String.valueOf(e.getMessage())));
                }
            });
        }
        lines.addAll(UsagePricing.lines(usage));
        return new Estimate(List.copyOf(lines), unpriced, free);
    }

    Amount total() {
        return sum(part -> true);
    }

    Amount sum(Predicate<Part> which) {
        return lines.stream()
                .filter(line -> which.test(line.part()))
                .map(Line::amount)
                .reduce(Amount.NOTHING, Amount::plus);
    }

    /** By address: a resource may have several lines. */
    SortedMap<String, Amount> byAddress() {
        SortedMap<String, Amount> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.address(), line.amount(), Amount::plus));
        return sums;
    }

    List<String> unpricedTypes() {
        return List.copyOf(
                new TreeSet<>(unpriced.values().stream().map(Unpriced::type).toList()));
    }
}
