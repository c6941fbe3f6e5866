package dev.tryops.training.data;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import java.util.List;
import java.util.Optional;

/** One feature: reads its fields as cells of a table, and knows of what type they turned out to be. */
final class FeatureColumn {

    private static final String CORRECT = "Correct the value or remove the row";

    private final String name;
    private final boolean impute;
    private final Optional<Feature> serving;
    private final Categories categories = new Categories();
    private ColumnKind kind = ColumnKind.UNDECIDED;
    private boolean decimals;
    private boolean beyondZeroAndOne;
    private long values;
    private long missing;
    private long refusedAsMissing;
    private long zerosLost;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    FeatureColumn(String name, MissingValues missing, Optional<Feature> serving) {
        this.name = name;
        this.impute = missing == MissingValues.IMPUTE;
        this.serving = serving;
    }

    void decide(ColumnKind decided) {
        kind = decided;
    }

    /**
     * The cell that {@code text} (without blanks around it) makes, or what makes it bad added to {@code problems}. Nothing
     * is remembered of it until the row is kept.
     */
    double read(long line, String text, List<Problem> problems) {
        if (Literal.isMissing(text)) {
            return missing(line, text, problems);
        }
        if (kind == ColumnKind.UNDECIDED) {
            ColumnKind.Census census = new ColumnKind.Census();
            census.count(text);
            kind = census.decide(serving);
        }
        return switch (kind) {
            case NUMBER, UNDECIDED -> number(line, text, problems);
            case TRUTH -> truth(line, text, problems);
            case TEXT -> category(line, text, problems);
        };
    }

    private double missing(long line, String text, List<Problem> problems) {
        if (!impute) {
            refusedAsMissing++;
            String what = text.isEmpty() ? "the value is missing" : "'" + text + "' stands for a missing value";
            problems.add(Problem.inColumn(
                    Reason.MISSING_VALUE,
                    line,
                    name,
                    what,
                    "Fill it in, remove the row, or have it imputed with --missing impute"));
        }
        return Double.NaN;
    }

    private double number(long line, String text, List<Problem> problems) {
        double plain = Numbers.plainValue(text);
        if (!Double.isNaN(plain)) {
            return plain;
        }
        if (!Numbers.looksLikeOne(text)) {
            boolean notFinite = Literal.isNotFinite(text);
            problems.add(Problem.inColumn(
                    notFinite ? Reason.NOT_FINITE : Reason.NOT_A_NUMBER,
                    line,
                    name,
                    "'" + Fault.shortened(text) + "' is not a " + (notFinite ? "finite number" : "number"),
                    CORRECT));
            return Double.NaN;
        }
        double value = Numbers.value(text);
        if (Float.isInfinite((float) value)) {
            problems.add(Problem.inColumn(
                    Reason.TOO_LARGE,
                    line,
                    name,
                    Fault.shortened(text) + " is beyond the range of 32-bit floating point, ±3.4e38",
                    "Rescale the column, or remove the row"));
        }
        return value;
    }

    private double truth(long line, String text, List<Problem> problems) {
        if (!Literal.isTruth(text)) {
            problems.add(Problem.inColumn(
                    Reason.NOT_A_TRUTH_VALUE,
                    line,
                    name,
                    "'" + Fault.shortened(text) + "' is neither true nor false, as the others are",
                    CORRECT));
        }
        return text.equalsIgnoreCase("true") ? 1 : 0;
    }

    private double category(long line, String text, List<Problem> problems) {
        Optional<String> objection = Texts.objection(text);
        objection.ifPresent(what -> problems.add(Problem.inColumn(Reason.UNUSABLE_TEXT, line, name, what, CORRECT)));
        return categories.indexOf(text);
    }

    /** Remembers a cell of a row that is kept. */
    void keep(String text, double cell) {
        if (Double.isNaN(cell)) {
            missing++;
            return;
        }
        values++;
        min = Math.min(min, cell);
        max = Math.max(max, cell);
        if (kind == ColumnKind.TEXT) {
            categories.add(text);
            requireFewCategories();
            return;
        }
        beyondZeroAndOne |= cell != 0 && cell != 1;
        zerosLost += Numbers.hasLeadingZero(text) ? 1 : 0;
        if (!decimals && kind == ColumnKind.NUMBER) {
            decimals = !Numbers.isLong(text);
        }
    }

    private void requireFewCategories() {
        if (categories.size() > Categories.MOST) {
            throw new BadData(
                    "Column '%s' has more than %,d different texts, too many to learn from. Leave it out with --exclude %s."
                            .formatted(Fault.shortened(name), Categories.MOST, quoted()));
        }
    }

    /** A column without a single value is a fault of the file, whatever becomes of its rows. */
    Optional<Fault> withoutValues() {
        return kind == ColumnKind.UNDECIDED && values == 0 && missing + refusedAsMissing > 0
                ? Optional.of(
                        Fault.inColumn(0, name, "all values are missing", "Leave it out with --exclude " + quoted()))
                : Optional.empty();
    }

    private String quoted() {
        return name.matches("[\\w.-]+") ? name : "'" + Fault.shortened(name) + "'";
    }

    /** The column's place in the schema; a retrain keeps what clients of the serving model send, where values allow. */
    Feature feature(int position) {
        boolean nullable = missing > 0 || serving.map(Feature::nullable).orElse(false);
        return new Feature(name, position, dtype(), nullable);
    }

    private Dtype dtype() {
        Dtype natural = switch (kind) {
            case TEXT -> Dtype.STRING;
            case TRUTH -> Dtype.BOOL;
            case NUMBER, UNDECIDED -> decimals ? Dtype.FLOAT64 : Dtype.INT64;
        };
        return serving.map(Feature::dtype)
                .filter(known -> holds(known, natural))
                .orElse(natural);
    }

    private boolean holds(Dtype known, Dtype natural) {
        return switch (known) {
            case FLOAT64 -> natural != Dtype.STRING;
            case INT64 -> natural != Dtype.FLOAT64 && natural != Dtype.STRING;
            case BOOL -> natural == Dtype.BOOL || (natural == Dtype.INT64 && !beyondZeroAndOne);
            case STRING -> natural == Dtype.STRING;
        };
    }

    String name() {
        return name;
    }

    List<String> categories() {
        return categories.texts();
    }

    boolean isText() {
        return kind == ColumnKind.TEXT;
    }

    boolean isConstant() {
        return values > 0 && min == max;
    }

    /** How many numbers were written as codes are, such as 01234. */
    long zerosLost() {
        return zerosLost;
    }

    double missingRate() {
        return (double) missing / Math.max(missing + values, 1);
    }

    long values() {
        return values;
    }
}
