package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of the models bucket beside those of {@link Artifact}. */
final class Layout {

    private static final Pattern MANIFEST =
            Pattern.compile(KeyPrefix.MANIFESTS + "(v\\d{8}_\\d{6}_[0-9a-f]{6})\\.json");

    private static final Pattern POINTER = Pattern.compile(KeyPrefix.SERVING + "([a-z][a-z0-9-]{0,30})\\.json");
    private static final Pattern SNAPSHOT =
            Pattern.compile(KeyPrefix.HISTORY + "([a-z][a-z0-9-]{0,30})_\\d{10}\\.json");

    private Layout() {}

    static String manifest(ModelVersion version) {
        return KeyPrefix.MANIFESTS + version.value() + ".json";
    }

    static Optional<ModelVersion> versionOfManifest(String key) {
        Matcher matcher = MANIFEST.matcher(key);
        return matcher.matches() ? Optional.of(new ModelVersion(matcher.group(1))) : Optional.empty();
    }

    /** The environment whose pointer or snapshot has this key. */
    static Optional<EnvironmentName> environmentOf(String key) {
        Matcher pointer = POINTER.matcher(key);
        if (pointer.matches()) {
            return Optional.of(new EnvironmentName(pointer.group(1)));
        }
        Matcher snapshot = SNAPSHOT.matcher(key);
        return snapshot.matches() ? Optional.of(new EnvironmentName(snapshot.group(1))) : Optional.empty();
    }

    static String retired(ModelVersion version) {
        return KeyPrefix.RETIRED + version.value() + ".json";
    }

    /** The signature of the bytes with {@code sha256} by the key {@code keyId}. */
    static String signature(String sha256, String keyId) {
        return signaturesOf(sha256) + keyId + ".json";
    }

    /** The prefix of every signature of the bytes with {@code sha256}. */
    static String signaturesOf(String sha256) {
        return KeyPrefix.SIGNATURES + sha256 + ".";
    }

    static String pointer(EnvironmentName environment) {
        return KeyPrefix.SERVING + environment.value() + ".json";
    }

    static String historyPrefix(EnvironmentName environment) {
        // An environment's name has no underscore, so no other environment shares the prefix.
        return KeyPrefix.HISTORY + environment.value() + "_";
    }

    static String history(EnvironmentName environment, long revision) {
        return historyPrefix(environment) + "%010d.json".formatted(revision);
    }

    /** The revision that a history key names; empty for the time-stamped snapshots of the reference system. */
    static OptionalLong revisionOfHistory(EnvironmentName environment, String key) {
        String name = key.substring(historyPrefix(environment).length());
        return name.matches("\\d{10}\\.json")
                ? OptionalLong.of(Long.parseLong(name.substring(0, 10)))
                : OptionalLong.empty();
    }
}
