package dev.tryops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One part of a run: its table, with what a reader must know to judge it. */
record Section(String title, List<String> facts, Report report, String method) {

    static Section of(String title, Run run, List<String> facts, Report report, String method) {
        List<String> all = new ArrayList<>(facts);
        all.add(standing(run));
        return new Section(title, List.copyOf(all), report, method);
    }

    private static String standing(Run run) {
        String took = "Took %d s.".formatted(run.elapsed().toSeconds());
        if (!run.plan.documented()) {
            return took + " A QUICK RUN: too short to be cited; it shows that everything works.";
        }
        return run.isOver() ? took + " The time ran out: where fewer rounds stand than elsewhere, it was why." : took;
    }

    String text() {
        return title + "\n\n" + String.join("\n", facts) + "\n\n" + report.text() + "\n\n" + method;
    }

    String markdown() {
        return heading() + "\n\n"
                + facts.stream().map(fact -> "- " + fact).collect(Collectors.joining("\n"))
                + "\n\n" + report.markdown() + "\n\n### How to read it\n\n" + method;
    }

    String heading() {
        return heading(title);
    }

    static String heading(String title) {
        return "## " + title;
    }
}
