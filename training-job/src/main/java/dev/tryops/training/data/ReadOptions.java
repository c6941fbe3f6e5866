package dev.tryops.training.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a table is read.
 *
 * @param target the column that is to be predicted
 * @param excluded columns that are left out
 * @param texts columns that are text whatever their values look like
 */
public record ReadOptions(
        String target,
        Set<String> excluded,
        Set<String> texts,
        MissingValues missing,
        BadRowLimit limit,
        ValueRules rules) {

    public ReadOptions {
        excluded = Set.copyOf(excluded);
        texts = Set.copyOf(texts);
        if (target.isEmpty()) {
            throw new IllegalArgumentException("--target must name a column");
        }
        if (excluded.contains(target)) {
            throw new IllegalArgumentException("--exclude names the target '" + target + "'");
        }
    }

    /** Every column is used, no value may be missing, and no row may be bad. */
    public static ReadOptions strict(String target) {
        return new ReadOptions(target, Set.of(), Set.of(), MissingValues.REJECT, BadRowLimit.NONE, ValueRules.NONE);
    }

    /** Every column that an option names, with the option. */
    Map<String, String> columnsNamed() {
        Map<String, String> named = new LinkedHashMap<>();
        excluded.stream().sorted().forEach(column -> named.put(column, "--exclude"));
        texts.stream().sorted().forEach(column -> named.put(column, "--text"));
        rules.columnsWithRange().stream().sorted().forEach(column -> named.put(column, "--range"));
        rules.columnsWithList().stream().sorted().forEach(column -> named.put(column, "--allow"));
        return named;
    }
}
