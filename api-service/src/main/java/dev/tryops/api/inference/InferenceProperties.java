package dev.tryops.api.inference;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the model is addressed by protocols that name it.
 *
 * @param modelName letters, digits, dots, hyphens and underscores, at most 128
 */
@ConfigurationProperties(prefix = "tryops.inference", ignoreUnknownFields = false)
record InferenceProperties(String modelName) {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    InferenceProperties {
        if (!FORMAT.matcher(modelName).matches()) {
            throw new IllegalArgumentException("MODEL_NAME begins with a letter or digit and has 1 to 128 letters, "
                    + "digits, dots, hyphens and underscores, unlike '" + modelName + "'");
        }
    }
}
