package dev.tryops.training;

import dev.tryops.training.report.DataProfile;
import java.util.List;

/** What the training rows look like, column by column. */
record Columns(List<DataProfile.Column> columns) {
    Columns {
        columns = List.copyOf(columns);
    }
}
