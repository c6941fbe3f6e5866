package dev.tryops.training.data;

import dev.tryops.model.FeatureSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names of a file's columns, the position of the target among them, and the positions of the features. */
record Header(List<String> names, int target, int[] features) {

    private static final int MAX_NAME_LENGTH = 256;
    private static final int LISTED = 20;

    /** The header that {@code row} is, or {@link BadData} with all that is wrong with it. */
    static Header of(String file, Row row, ReadOptions options) {
        List<String> names = row.fields();
        long line = row.line();
        Faults faults = new Faults();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            checkName(names.get(i), i + 1, line, seen).ifPresent(faults::add);
        }
        if (!names.contains(options.target())) {
            faults.add(noTarget(names, line, options.target()));
        }
        options.columnsNamed().forEach((column, option) -> {
            if (!names.contains(column)) {
                faults.add(Fault.inColumn(
                        line, column, "there is no such column for " + option, "Upper and lower case matter"));
            }
        });
        faults.throwIfAny(file);
        int target = names.indexOf(options.target());
        int[] features = IntStream.range(0, names.size())
                .filter(i -> i != target && !options.excluded().contains(names.get(i)))
                .toArray();
        checkCount(features.length, line, options.target(), faults);
        faults.throwIfAny(file);
        return new Header(List.copyOf(names), target, features);
    }

    private static void checkCount(int features, long line, String target, Faults faults) {
        if (features == 0) {
            faults.add(
                    new Fault(line, "there is no column beside the target '" + target + "'", "Add a feature column"));
        }
        if (features > FeatureSchema.MAX_FEATURES) {
            faults.add(new Fault(
                    line,
                    "%,d feature columns are more than the %,d that a model may have"
                            .formatted(features, FeatureSchema.MAX_FEATURES),
                    "Remove columns, or leave them out with --exclude"));
        }
    }

    /** {@link BadData} with the first difference where {@code other} is not this very header. */
    void requireSame(String file, List<String> other, String otherFile) {
        if (names.equals(other)) {
            return;
        }
        List<String> missing =
                names.stream().filter(name -> !other.contains(name)).toList();
        List<String> added =
                other.stream().filter(name -> !names.contains(name)).toList();
        String difference;
        if (!missing.isEmpty() || !added.isEmpty()) {
            difference = (missing.isEmpty() ? "" : "it lacks " + listed(missing))
                    + (missing.isEmpty() || added.isEmpty() ? "" : ", and ")
                    + (added.isEmpty() ? "" : "it alone has " + listed(added));
        } else if (names.size() != other.size()) {
            difference = "it has %,d columns, not %,d".formatted(other.size(), names.size());
        } else {
            int first = IntStream.range(0, names.size())
                    .filter(i -> !names.get(i).equals(other.get(i)))
                    .findFirst()
                    .orElseThrow();
            difference = "the order differs: column %d is '%s', not '%s'"
                    .formatted(first + 1, Fault.shortened(other.get(first)), Fault.shortened(names.get(first)));
        }
        throw new BadData("%s has another header than %s: %s. All files need the same columns in the same order."
                .formatted(otherFile, file, difference));
    }

    private static String listed(List<String> names) {
        String first = names.stream()
                .limit(LISTED)
                .map(name -> "'" + Fault.shortened(name) + "'")
                .collect(Collectors.joining(", "));
        return names.size() > LISTED ? first + ", …" : first;
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
        if (name.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            return Optional.of(Fault.inColumn(
                    line, name, "the name has a control character in it; is the file UTF-8?", "Save it as UTF-8 text"));
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

    /** The name of a feature, counted among the features. */
    String feature(int index) {
        return names.get(features[index]);
    }
}
