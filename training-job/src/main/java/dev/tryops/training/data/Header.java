package dev.tryops.training.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of a file's columns, one of them the target. */
record Header(List<String> names, int target) {

    private static final int MAX_NAME_LENGTH = 256;
    private static final int LISTED = 20;

    /** The header that {@code names} make, or {@link BadData} with all that is wrong with it. */
    static Header of(String file, CsvRecord record, String target) {
        List<String> names = record.getFields();
        long line = record.getStartingLineNumber();
        Faults faults = new Faults();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            checkName(names.get(i), i + 1, line, seen).ifPresent(faults::add);
        }
        if (!names.contains(target)) {
            faults.add(noTarget(names, line, target));
        } else if (names.size() == 1) {
            faults.add(
                    new Fault(line, "there is no column beside the target '" + target + "'", "Add a feature column"));
        }
        if (names.size() - 1 > FeatureSchema.MAX_FEATURES) {
            faults.add(new Fault(
                    line,
                    "%,d feature columns are more than the %,d that a model may have"
                            .formatted(names.size() - 1, FeatureSchema.MAX_FEATURES),
                    "Remove columns"));
        }
        faults.throwIfAny(file);
        return new Header(List.copyOf(names), names.indexOf(target));
    }

    private static Optional<Fault> checkName(String name, int number, long line, Set<String> seen) {
        if (name.isBlank()) {
            return Optional.of(new Fault(
                    line,
                    "column " + number + " has no name",
                    "Name it, or remove it; pandas leaves out its index with to_csv(index=False)"));
        }
        if (name.length() > MAX_NAME_LENGTH) {
            return Optional.of(Fault.inColumn(line, name, "the name is longer than 256 characters", "Shorten it"));
        }
        return seen.add(name)
                ? Optional.empty()
                : Optional.of(Fault.inColumn(line, name, "the name occurs twice", "Rename or remove one of the two"));
    }

    private static Fault noTarget(List<String> names, long line, String target) {
        String found = names.stream().limit(LISTED).map(Fault::shortened).collect(Collectors.joining(", "));
        String more = names.size() > LISTED ? ", … (%,d columns)".formatted(names.size()) : "";
        boolean otherSeparator = names.size() == 1 && names.getFirst().matches(".*[;\t|].*");
        return new Fault(
                line,
                "there is no target column '%s'; the columns are: %s%s".formatted(target, found, more),
                otherSeparator
                        ? "Separate the fields by commas"
                        : "Name the target with --target; upper and lower case matter");
    }

    /** The names of the features, in the order of the file. */
    List<String> features() {
        List<String> features = new ArrayList<>(names);
        features.remove(target);
        return features;
    }
}
