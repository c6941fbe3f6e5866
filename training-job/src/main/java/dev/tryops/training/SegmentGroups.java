package dev.tryops.training;

import dev.tryops.model.Dtype;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.evaluate.Grouping;
import java.util.ArrayList;
import java.util.List;

/** Parts of a hold-out by one feature: the categories of a text, true and false, or quarters of a number's range. */
final class SegmentGroups {

    private SegmentGroups() {}

    static Grouping of(Dataset holdOut, int feature) {
        Dtype type = holdOut.schema().features().get(feature).dtype();
        return switch (type) {
            case STRING -> byIndex(holdOut, feature, holdOut.categories(feature));
            case BOOL -> byIndex(holdOut, feature, List.of("false", "true"));
            case INT64, FLOAT64 -> Grouping.quartiles(holdOut.column(feature));
        };
    }

    private static Grouping byIndex(Dataset holdOut, int feature, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(Grouping.MISSING);
        int[] groups = new int[holdOut.rows()];
        for (int row = 0; row < groups.length; row++) {
            double value = holdOut.value(feature, row);
            groups[row] = Double.isNaN(value) ? names.size() : (int) value;
        }
        return new Grouping(groups, all);
    }
}
