package dev.tryops.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract's known answers. */
public final class Vectors {

    private Vectors() {}

    public static JsonNode section(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors.json")) {
            return JsonMapper.shared().readTree(in).required(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
