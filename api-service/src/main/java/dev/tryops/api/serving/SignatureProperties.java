package dev.tryops.api.serving;

import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.kms.SignatureSettings;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose signatures a model needs in order to be served. The service itself signs nothing and is given no private key.
 *
 * @param mode required, optional or off; blank means required where a key is trusted, else off
 * @param trustedBundleKeys PEM files, separated by commas
 * @param trustedPromotionKeys PEM files, separated by commas
 */
@ConfigurationProperties(prefix = "tryops.signatures", ignoreUnknownFields = false)
public record SignatureProperties(String mode, String trustedBundleKeys, String trustedPromotionKeys) {

    SignaturePolicy policy() {
        return SignatureSettings.policy(Map.of(
                EnvironmentVariables.MODEL_SIGNATURES, mode,
                EnvironmentVariables.MODEL_TRUSTED_BUNDLE_KEYS, trustedBundleKeys,
                EnvironmentVariables.MODEL_TRUSTED_PROMOTION_KEYS, trustedPromotionKeys));
    }
}
