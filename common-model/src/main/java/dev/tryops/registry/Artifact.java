package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import java.util.Locale;

/** The kinds of objects that make up a bundle, in the order in which they are written. */
public enum Artifact {
    MODEL(KeyPrefix.MODELS + "%s.onnx", true),
    BASELINE(KeyPrefix.BASELINES + "%s_baseline.json", true),
    QUARANTINE(KeyPrefix.QUARANTINE + "%s.csv", false),
    REPORT(KeyPrefix.REPORTS + "%s.html", false),
    METADATA(KeyPrefix.METADATA + "%s.json", true);

    private final String pattern;
    private final boolean mandatory;

    Artifact(String pattern, boolean mandatory) {
        this.pattern = pattern;
        this.mandatory = mandatory;
    }

    public String key(ModelVersion version) {
        return pattern.formatted(version.value());
    }

    /** The name under which a manifest lists the digest. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mandatory() {
        return mandatory;
    }
}
