package dev.tryops.training.report;

import java.util.List;

/** The beginning of a list that may be too long for a page. */
record Capped<T>(List<T> shown, int leftOut) {

    static <T> Capped<T> of(List<T> all, int most) {
        int shown = Math.min(all.size(), most);
        return new Capped<>(all.subList(0, shown), all.size() - shown);
    }

    /** Says how many are missing, if any are. */
    void note(Markup out, String one, String many) {
        if (leftOut > 0) {
            out.element(
                    "p",
                    "Left out here: " + Figures.count(leftOut, "further " + one, "further " + many) + ".",
                    "class",
                    "note");
        }
    }
}
