package dev.tryops.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.AwsEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of single operations of services whose whole client would be more than the rest of the command together, such as
 * EC2's 25 MB. Signed and sent by the SDK, once.
 */
final class SignedCalls implements AutoCloseable {

    private static final int LARGEST = 8 << 20;

    private final Region region;
    private final Map<String, String> environment;
    private final SdkHttpClient http;

    SignedCalls(Region region, Map<String, String> environment, SdkHttpClient http) {
        this.region = region;
        this.environment = environment;
        this.http = http;
    }

    /** A service by the name of its endpoint's variable, and by that in its host name and in signatures. */
    enum Service {
        EC2("ec2"),
        RESOURCE_GROUPS_TAGGING_API("tagging"),
        SERVICE_QUOTAS("servicequotas");

        private final String signingName;

        Service(String signingName) {
            this.signingName = signingName;
        }
    }

    private record Answer(int status, String body) {}

    /** Calls an operation of AWS's JSON 1.1 protocol. */
    JsonNode json(Service service, String target, Map<String, ?> parameters) {
        String body = JsonMapper.shared().writeValueAsString(parameters);
        Answer answer = send(service, "application/x-amz-json-1.1", target, body);
        try {
            JsonNode json = JsonMapper.shared().readTree(answer.body());
            if (answer.status() != 200) {
                String type = json.path("__type").asString("an error without a name");
                throw refused(
                        service,
                        answer.status(),
                        type.substring(type.indexOf('#') + 1) + ": "
                                + json.path("message")
                                        .asString(json.path("Message").asString("")));
            }
            return json;
        } catch (JacksonException e) {
            throw refused(service, answer.status(), "no JSON");
        }
    }

    /** Calls an operation of AWS's query protocol; the answer is XML. */
    String query(Service service, Map<String, String> parameters) {
        String body = parameters.entrySet().stream()
                .map(entry -> SdkHttpUtils.urlEncode(entry.getKey()) + "=" + SdkHttpUtils.urlEncode(entry.getValue()))
                .collect(Collectors.joining("&"));
        Answer answer = send(service, "application/x-www-form-urlencoded; charset=utf-8", null, body);
        if (answer.status() != 200) {
            throw refused(
                    service,
                    answer.status(),
                    Xml.parse(answer.body())
                            .map(xml -> xml.text("//Error/Code") + ": " + xml.text("//Error/Message"))
                            .orElse("no XML"));
        }
        return answer.body();
    }

    private static AwsProblem refused(Service service, int status, String what) {
        return new AwsProblem("%s answers with HTTP %d, %s".formatted(service, status, what));
    }

    private Answer send(Service service, String type, @Nullable String target, String body) {
        try {
            SignedRequest signed = signed(service, type, target, body);
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(null))
                            .build())
                    .call();
            try (InputStream stream =
                    response.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
                byte[] bytes = stream.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw refused(service, response.httpResponse().statusCode(), "more than " + LARGEST + " bytes");
                }
                return new Answer(response.httpResponse().statusCode(), new String(bytes, UTF_8));
            }
        } catch (SdkException e) {
            throw new AwsProblem("%s cannot be asked: %s".formatted(service, AwsFault.sentence(e)), e);
        } catch (IOException e) {
            throw new AwsProblem("%s cannot be asked: %s".formatted(service, e.getMessage()), e);
        }
    }

    private SignedRequest signed(Service service, String type, @Nullable String target, String body) {
        AwsCredentialsIdentity credentials;
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            credentials = provider.resolveCredentials();
        }
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint(service))
                .putHeader("Content-Type", type);
        if (target != null) {
            request.putHeader("X-Amz-Target", target);
        }
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.signingName)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    }

    private URI endpoint(Service service) {
        return AwsEndpoint.of(service.name(), environment)
                .orElseGet(() -> URI.create("https://%s.%s.%s/"
                        .formatted(
                                service.signingName,
                                region.id(),
                                PartitionMetadata.of(region).dnsSuffix())));
    }

    @Override
    public void close() {
        http.close();
    }
}
