package dev.tryops.registry.kms;

import dev.tryops.model.AwsEndpoint;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.KeyFileSigner;
import dev.tryops.registry.Signer;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/** Opens the private key that a setting names, in a file or in AWS KMS. */
final class SigningKeys {

    private static final String KMS = "awskms:///";
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:kms:([a-z0-9-]+):\\d{12}:(key|alias)/.+");
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration IN_TOTAL = Duration.ofSeconds(30);

    private SigningKeys() {}

    static Signer open(String setting, Map<String, String> variables) {
        if (setting.startsWith(KMS) || ARN.matcher(setting).matches()) {
            String key = setting.startsWith(KMS) ? setting.substring(KMS.length()) : setting;
            return new KmsSigner(client(key, variables), key);
        }
        if (setting.contains("-----BEGIN")) { // never repeated in a message
            throw new IllegalArgumentException(
                    EnvironmentVariables.MODEL_SIGNING_KEY + " is the name of a PEM file, not its text");
        }
        try {
            return KeyFileSigner.ofPem(PemFile.read(setting));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s=%s: %s. Name a PEM file with a PKCS#8 key, awskms:///alias/name or the ARN of a KMS key"
                            .formatted(EnvironmentVariables.MODEL_SIGNING_KEY, setting, e.getMessage()),
                    e);
        }
    }

    private static KmsClient client(String key, Map<String, String> variables) {
        KmsClientBuilder builder = KmsClient.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(SILENCE)
                        .socketTimeout(SILENCE)
                        .build())
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(IN_TOTAL)
                        .build())
                .region(region(key, variables));
        AwsEndpoint.of("KMS", variables).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static Region region(String key, Map<String, String> variables) {
        Matcher arn = ARN.matcher(key);
        String region = arn.matches() ? arn.group(1) : variables.getOrDefault(EnvironmentVariables.AWS_REGION, "");
        if (key.isBlank() || region.isBlank()) {
            throw new IllegalArgumentException("To sign with %s%s, name a key and set %s to its region"
                    .formatted(KMS, key, EnvironmentVariables.AWS_REGION));
        }
        return Region.of(region);
    }
}
