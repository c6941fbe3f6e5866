package dev.tryops.api.console;

import dev.tryops.model.Sha256;
import java.util.Map;

/**
 * A file as it is sent.
 *
 * @param bytes not copied, and never changed
 * @param type the whole of Content-Type
 * @param digest the first digits of their SHA-256
 */
record StaticFile(byte[] bytes, String type, String digest) {

    private static final int DIGITS = 16;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml;charset=utf-8");

    static StaticFile named(String name, byte[] bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("Which media type has " + name + "?");
        }
        return new StaticFile(bytes, type, Sha256.hex(bytes).substring(0, DIGITS));
    }
}
