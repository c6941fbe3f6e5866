package dev.tryops.training.report;

import java.util.List;

/**
 * The coefficients of a model, in any order; the page sorts them by size.
 *
 * @param note what their intervals are good for, and where there are none, in sentences; may be empty
 */
public record Coefficients(List<Coefficient> all, String note) {

    public Coefficients {
        all = List.copyOf(all);
    }
}
