package dev.tryops.registry.kms;

import static dev.tryops.model.EnvironmentVariables.MODEL_SIGNATURES;
import static dev.tryops.model.EnvironmentVariables.MODEL_SIGNING_KEY;
import static dev.tryops.model.EnvironmentVariables.MODEL_TRUSTED_BUNDLE_KEYS;
import static dev.tryops.model.EnvironmentVariables.MODEL_TRUSTED_PROMOTION_KEYS;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.P256;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.SignaturePolicy.Mode;
import dev.tryops.registry.TrustedKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables that say what is signed and whose signatures count, for every program alike. Trusted keys are PEM files,
 * separated by commas; {@code @} and a revision, or for bundles a version, after a file retires its key: signatures count
 * up to there.
 */
public final class SignatureSettings {

    private static final Pattern VERSION_BOUND = Pattern.compile("(.+)@(v\\d{8}_\\d{6}_[0-9a-f]{6})");
    private static final Pattern REVISION_BOUND = Pattern.compile("(.+)@(\\d{1,10})");

    private SignatureSettings() {}

    /** The policy that {@code variables} describe; what makes no sense is an {@link IllegalArgumentException}. */
    public static SignaturePolicy policy(Map<String, String> variables) {
        List<TrustedKey<ModelVersion>> bundleKeys =
                keys(variables, MODEL_TRUSTED_BUNDLE_KEYS, VERSION_BOUND, ModelVersion::new);
        List<TrustedKey<Long>> promotionKeys =
                keys(variables, MODEL_TRUSTED_PROMOTION_KEYS, REVISION_BOUND, Long::valueOf);
        Mode mode = mode(variables).orElse(bundleKeys.isEmpty() && promotionKeys.isEmpty() ? Mode.OFF : Mode.REQUIRED);
        if (mode != Mode.OFF && (bundleKeys.isEmpty() || promotionKeys.isEmpty())) {
            throw new IllegalArgumentException("With %s=%s, name public keys in both %s and %s"
                    .formatted(
                            MODEL_SIGNATURES,
                            mode.name().toLowerCase(Locale.ROOT),
                            MODEL_TRUSTED_BUNDLE_KEYS,
                            MODEL_TRUSTED_PROMOTION_KEYS));
        }
        String signingKey = value(variables, MODEL_SIGNING_KEY);
        return new SignaturePolicy(
                mode, bundleKeys, promotionKeys, signingKey.isEmpty() ? null : SigningKeys.open(signingKey, variables));
    }

    private static Optional<Mode> mode(Map<String, String> variables) {
        String text = value(variables, MODEL_SIGNATURES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(Mode.values())
                .filter(mode -> mode.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s is required, optional or off, not '%s'".formatted(MODEL_SIGNATURES, text))));
    }

    private static <T extends Comparable<T>> List<TrustedKey<T>> keys(
            Map<String, String> variables, String name, Pattern bound, Function<String, T> parse) {
        return Stream.of(value(variables, name).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> {
                    Matcher retired = bound.matcher(entry);
                    return retired.matches()
                            ? new TrustedKey<>(key(name, retired.group(1)), parse.apply(retired.group(2)))
                            : new TrustedKey<T>(key(name, entry), null);
                })
                .toList();
    }

    private static PublicKey key(String name, String file) {
        try {
            return P256.publicKeyOfPem(PemFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s names '%s': %s. Name PEM files with public keys on the curve P-256"
                            .formatted(name, file, e.getMessage()),
                    e);
        }
    }

    private static String value(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
    }
}
