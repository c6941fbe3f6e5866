package dev.tryops.training;

import dev.tryops.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What two runs have in common of which the second may go on where the first died: all that the result depends on, where
 * it goes, and the directory in which the first left its work.
 */
record RunIdentity(Map<String, String> parts) {

    /** Characters; a column of Batch's schema holds 2,500. */
    private static final int MOST = 2_000;

    static RunIdentity of(Request request, String release, UUID directory) {
        TrainingOptions options = request.options();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("arguments", String.join(" ", options.arguments()));
        parts.put(
                "data",
                switch (options.source()) {
                    case TrainingOptions.Source.Files files -> files.locations().fingerprint();
                    case TrainingOptions.Source.Synthetic synthetic ->
                        "%d rows drawn with seed %d".formatted(synthetic.rows(), options.randomState());
                });
        parts.put("store", request.store());
        parts.put("environment", options.environment().value());
        parts.put("policy", options.policy() + (options.autoPromote() ? "" : ", not promoted"));
        parts.put("release", release);
        parts.put("work_directory", directory.toString());
        parts.replaceAll((name, value) -> shortened(value));
        return new RunIdentity(parts);
    }

    /** Of this program on this machine, whose arithmetic is part of what comes out. */
    static String release() {
        return "%s, Java %s on %s".formatted(BuildInfo.read(), Runtime.version(), System.getProperty("os.arch"));
    }

    private static String shortened(String value) {
        return value.length() <= MOST
                ? value
                : value.substring(0, MOST) + "… " + Sha256.hex(value.getBytes(StandardCharsets.UTF_8));
    }

    /** What the {@code number}-th run of this identity writes on what it keeps. */
    String key(long number) {
        return Sha256.hex((parts + " " + number).getBytes(StandardCharsets.UTF_8));
    }
}
