package dev.tryops.registry.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The two ways to talk to S3: reads are repeated, with jitter, until a total time-out; conditional writes are sent once.
 * The HTTP client is the JDK's own connection: it adds 40 kB and no start-up time, and keeps connections alive.
 */
record S3Clients(S3Client reads, S3Client writes, Conflicts conflicts) {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long S3 may be silent within one attempt to read, which is then repeated. */
    private static final Duration SILENT_READ = Duration.ofSeconds(5);

    /** How long it may be silent over a write, which is not repeated: more patience spares a doubtful outcome. */
    private static final Duration SILENT_WRITE = Duration.ofSeconds(20);

    private static final Duration READ_IN_TOTAL = Duration.ofSeconds(60);
    private static final int READ_ATTEMPTS = 3;

    /**
     * @param region the bucket's region
     * @param endpoint another server than AWS's, and then addressed by path
     */
    record Settings(Region region, Optional<URI> endpoint, boolean pathStyle) {}

    static S3Clients of(Settings settings) {

        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        S3Client reads = builder(settings, http(SILENT_READ), credentials)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(READ_ATTEMPTS)
                                .build())
                        .apiCallTimeout(READ_IN_TOTAL)
                        .build())
                .build();
        S3Client writes = builder(settings, http(SILENT_WRITE), credentials)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
        return new S3Clients(reads, writes, new Conflicts(new Random()));
    }

    private static SdkHttpClient http(Duration silence) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(silence)
                .build();
    }

    private static S3ClientBuilder builder(Settings settings, SdkHttpClient http, AwsCredentialsProvider credentials) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .region(settings.region())
                .forcePathStyle(settings.pathStyle());
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }
}
