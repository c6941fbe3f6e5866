package dev.tryops.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Looks for columns that a model should rather not be trained on. */
final class ColumnChecks {

    private static final double MOSTLY = 0.5;
    private static final int MANY_CATEGORIES = 1_000;
    private static final int SOME_CATEGORIES = 100;

    private final Dataset data;
    private final List<FeatureColumn> columns;
    private final String target;

    ColumnChecks(Dataset data, List<FeatureColumn> columns, String target) {
        this.data = data;
        this.columns = columns;
        this.target = target;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Leakage leakage = new Leakage(data);
        for (int f = 0; f < columns.size(); f++) {
            FeatureColumn column = columns.get(f);
            if (column.isConstant()) {
                warnings.add(say("Column '%s' has the same value in every row and teaches nothing.", column));
            }
            if (column.missingRate() > MOSTLY) {
                warnings.add(say("Column '%s' is empty in %.0f %% of the rows.", column, 100 * column.missingRate()));
            }
            if (column.zerosLost() > 0) {
                warnings.add(say(
                        "Column '%s' has %,d numbers with leading zeros, which are read without them; --text keeps them.",
                        column, column.zerosLost()));
            }
            if (hasManyCategories(column)) {
                warnings.add(say(
                        "Column '%s' has %,d different texts in %,d rows; if they identify the rows, leave it out with --exclude.",
                        column, column.categories().size(), column.values()));
            }
            OptionalDouble leak = leakage.of(f);
            if (leak.isPresent()) {
                warnings.add(say(
                        "Column '%s' alone tells '%s' almost perfectly (%s %.4f). If it is known only afterwards, leave it out with --exclude.",
                        column, target, leakage.measure(f), leak.getAsDouble()));
            }
        }
        return warnings;
    }

    private static boolean hasManyCategories(FeatureColumn column) {
        int categories = column.categories().size();
        return categories > MANY_CATEGORIES || (categories > SOME_CATEGORIES && categories > MOSTLY * column.values());
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String say(String format, FeatureColumn column, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = Fault.shortened(column.name());
        System.arraycopy(values, 0, all, 1, values.length);
        return String.format(Locale.ROOT, format, all);
    }
}
