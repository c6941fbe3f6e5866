package dev.tryops.api.fuzz;

import java.util.List;

/** Request bodies, made of JSON that follows the rules. */
public final class Bodies {

    private Bodies() {}

    /** The JSON in bytes, with white space. */
    public static byte[] right(Choices choices, String json) {
        return Tokens.joined(choices, Tokens.of(json));
    }

    /** The same with one change, which nearly always breaks a rule. */
    public static byte[] wrong(Choices choices, String json) {
        List<byte[]> tokens = Tokens.of(json);
        if (choices.oneIn(3)) {
            byte[] body = Tokens.joined(choices, tokens);
            return ByteMutation.of(choices, body);
        }
        new TokenMutation(choices, tokens).apply();
        return Tokens.joined(choices, tokens);
    }

    /** Any bytes with one change. */
    public static byte[] wrong(Choices choices, byte[] bytes) {
        return bytes.length == 0 ? bytes : ByteMutation.of(choices, bytes);
    }

    /** The bytes for a person to read: those beyond ASCII as numbers. */
    public static String shown(byte[] body) {
        StringBuilder shown = new StringBuilder();
        for (byte b : body) {
            shown.append(b >= ' ' && b < 0x7f ? Character.toString(b) : "<%02x>".formatted(b));
        }
        return shown.toString();
    }
}
