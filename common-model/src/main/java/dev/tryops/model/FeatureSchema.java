package dev.tryops.model;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The features of a model in the order of its input tensor, positions 0 … n−1, at most 2,000. */
public record FeatureSchema(List<Feature> features) implements Serializable {

    public static final int MAX_FEATURES = 2_000;

    private static final int HASH_DIGITS = 32;

    public FeatureSchema {
        features = List.copyOf(features);
        if (features.isEmpty() || features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "A model has 1 to " + MAX_FEATURES + " features, not " + features.size());
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            if (feature.position() != i) {
                throw new IllegalArgumentException("Feature '%s' stands at %d, its position says %d"
                        .formatted(feature.name(), i, feature.position()));
            }
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("Two features are named '" + feature.name() + "'");
            }
        }
    }

    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    public int size() {
        return features.size();
    }

    /**
     * First 32 hex digits of SHA-256 over the structural schema as canonical JSON (RFC 8785). Order, names, types and
     * nullability change it; statistics do not.
     */
    public String hash() {
        return Sha256.hex(canonicalJson().getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
    }

    String canonicalJson() {
        return features.stream()
                .map(f -> "{\"dtype\":\"%s\",\"name\":%s,\"nullable\":%s,\"position\":%d}"
                        .formatted(f.dtype().label(), quoted(f.name()), f.nullable(), f.position()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A JSON string with the escapes that RFC 8785, section 3.2.2.2, prescribes, and no others. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
