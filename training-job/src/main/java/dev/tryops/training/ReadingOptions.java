package dev.tryops.training;

import dev.tryops.training.data.BadRowLimit;
import dev.tryops.training.data.MissingValues;
import dev.tryops.training.data.ReadOptions;
import dev.tryops.training.data.ValueRules;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what columns and values mean, as they are typed. */
final class ReadingOptions {

    @Option(
            names = "--target",
            paramLabel = "NAME",
            defaultValue = "approved",
            description = "The column to predict (default: ${DEFAULT-VALUE}).")
    private String target = "";

    @Option(names = "--exclude", paramLabel = "NAME", description = "Leave this column out. May be repeated.")
    private List<String> excluded = List.of();

    @Option(
            names = "--text",
            paramLabel = "NAME",
            description = "Read this column as text even if it looks like numbers, as codes do. May be repeated.")
    private List<String> texts = List.of();

    @Option(
            names = "--missing",
            paramLabel = "WHAT",
            defaultValue = "reject",
            description =
                    "'reject': a row with a missing feature is bad; 'impute': the model imputes it (default: ${DEFAULT-VALUE}). A missing target always makes a bad row.")
    private String missing = "";

    @Option(
            names = "--max-bad-rows",
            paramLabel = "N|P%",
            defaultValue = "0",
            description =
                    "Skip bad rows up to this number, or this percentage of all rows (default: ${DEFAULT-VALUE}); more of them are bad data.")
    private String maxBadRows = "";

    @Option(
            names = "--range",
            paramLabel = "NAME=MIN..MAX",
            description = "A row with another value in this column is bad; one bound may be left out. May be repeated.")
    private List<String> ranges = List.of();

    @Option(
            names = "--allow",
            paramLabel = "NAME=A|B|C",
            description = "A row with another value in this column is bad. May be repeated.")
    private List<String> allowed = List.of();

    /** What is wrong with them is an {@link IllegalArgumentException} with a sentence. */
    ReadOptions checked() {
        CommandLineOptions.requireOneOf("--missing", missing, "reject", "impute");
        return new ReadOptions(
                target,
                Set.copyOf(excluded),
                Set.copyOf(texts),
                MissingValues.valueOf(missing.toUpperCase(Locale.ROOT)),
                BadRowLimit.parse(maxBadRows),
                new ValueRules(ranges, allowed));
    }
}
