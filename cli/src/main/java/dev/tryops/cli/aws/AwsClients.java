package dev.tryops.cli.aws;

import dev.tryops.model.AwsEndpoint;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of one region. Every call is repeated where that does no harm, and ends.
 *
 * @param environment names other servers than AWS's own: see {@link AwsEndpoint}
 */
record AwsClients(Region region, Map<String, String> environment) {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long a server may be silent within one attempt. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration IN_TOTAL = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 5;

    AwsClients(String region, Map<String, String> environment) {
        this(Region.of(region), environment);
    }

    EcrClient ecr() {
        return build(EcrClient.builder(), "ECR");
    }

    EksClient eks() {
        return build(EksClient.builder(), "EKS");
    }

    IamClient iam() {
        return build(IamClient.builder(), "IAM");
    }

    StsClient sts() {
        return build(StsClient.builder(), "STS");
    }

    S3Client s3() {
        S3ClientBuilder builder = S3Client.builder()
                .forcePathStyle(AwsEndpoint.of("S3", environment).isPresent());
        return build(builder, "S3");
    }

    SignedCalls signedCalls() {
        return new SignedCalls(region, environment, http());
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(B builder, String service) {
        builder.httpClient(http())
                .region(region)
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .apiCallTimeout(IN_TOTAL)
                        .build());
        AwsEndpoint.of(service, environment).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .build();
    }
}
