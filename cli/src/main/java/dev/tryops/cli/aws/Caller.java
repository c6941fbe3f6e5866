package dev.tryops.cli.aws;

import dev.tryops.model.AwsEndpoint;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.StoreLocation;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The identity under which changes of a bucket are recorded: what STS says of the credentials, not what a flag says. */
public final class Caller {

    private static final String AWS_DOMAIN = ".amazonaws.com";
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration IN_TOTAL = Duration.ofSeconds(20);

    private Caller() {}

    /**
     * Whose credentials these are.
     *
     * @param partition {@code aws} in most of the world
     */
    record Identity(String account, String partition) {}

    /** The account of the credentials. That nobody knows them is an {@link AwsProblem}. */
    static Identity identity(AwsClients clients) {
        try (StsClient sts = clients.sts()) {
            GetCallerIdentityResponse answer = sts.getCallerIdentity();
            String account = String.valueOf(answer.account());
            String[] arn = String.valueOf(answer.arn()).split(":", 3);
            if (!account.matches("\\d{12}") || arn.length < 3) {
                throw new AwsProblem("AWS STS answers, but names no account");
            }
            return new Identity(account, arn[1]);
        } catch (SdkException e) {
            throw new AwsProblem("AWS STS does not say whose credentials these are: " + AwsFault.sentence(e), e);
        }
    }

    /**
     * The caller's ARN for a bucket on AWS. Empty for a directory, and for a bucket on another server without an STS
     * of its own: nobody there knows the caller.
     *
     * @throws UnknownCaller if STS does not answer, or does not know the credentials
     */
    public static Optional<String> arn(StoreLocation store, Map<String, String> environment) {
        boolean known = store instanceof StoreLocation.Bucket
                && (AwsEndpoint.of("STS", environment).isPresent()
                        || AwsEndpoint.of("S3", environment).map(Caller::isAws).orElse(true));
        return known ? Optional.of(ask(environment)) : Optional.empty();
    }

    private static boolean isAws(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.endsWith(AWS_DOMAIN) || host.endsWith(AWS_DOMAIN + ".cn");
    }

    private static String ask(Map<String, String> environment) {
        StsClientBuilder builder = StsClient.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(SILENCE)
                        .socketTimeout(SILENCE)
                        .build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(IN_TOTAL)
                        .build())
                .region(Region.of(environment.getOrDefault(EnvironmentVariables.AWS_REGION, "us-east-1")));
        AwsEndpoint.of("STS", environment).ifPresent(builder::endpointOverride);
        try (StsClient sts = builder.build()) {
            return sts.getCallerIdentity().arn();
        } catch (SdkException e) {
            throw new UnknownCaller(
                    "AWS STS does not say who you are, and a change of the bucket must name its author: "
                            + e.getMessage(),
                    e);
        }
    }
}
