package dev.tryops.training.data;

import java.util.List;

/** Data that cannot be trained on. The message is for the person who brought it: what, where, and what to do. */
public final class BadData extends RuntimeException {

    private static final int SHOWN = 10;

    public BadData(String sentence) {
        super(sentence);
    }

    static BadData in(String file, List<Fault> faults, long total) {
        if (total == 1) {
            Fault only = faults.getFirst();
            return new BadData("%s: %s. %s.".formatted(file, only.where(), only.remedy()));
        }
        StringBuilder text = new StringBuilder("%s has %,d faults:".formatted(file, total));
        faults.stream().limit(SHOWN).forEach(fault -> text.append("\n  ").append(fault.where()));
        if (total > SHOWN) {
            text.append("\n  and %,d more".formatted(total - SHOWN));
        }
        return new BadData(text.append("\nCorrect the file and run again.").toString());
    }
}
