package dev.tryops.training.data;

import java.util.Optional;

/** Which texts a model can tell apart: see {@link dev.tryops.model.InputLayout} for those beyond U+FFFF. */
final class Texts {

    private static final int LONGEST = 1_000;

    private Texts() {}

    static Optional<String> objection(String text) {
        if (text.length() > LONGEST) {
            return Optional.of(
                    "a text of %,d characters is no category, which has at most %,d".formatted(text.length(), LONGEST));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return Optional.of(
                        "'%s' has the control character U+%04X in it".formatted(Fault.shortened(text), (int) c));
            }
            if (Character.isSurrogate(c)) {
                return Optional.of("'%s' has a character beyond U+FFFF in it, which models do not recognize"
                        .formatted(Fault.shortened(text)));
            }
        }
        return Optional.empty();
    }
}
