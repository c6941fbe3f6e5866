package dev.tryops.api.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and where requests are traced.
 *
 * @param endpoint a collector that takes OpenTelemetry's protocol over HTTP; blank for none
 * @param sample the share of requests that is traced where the client does not say, 0 to 1
 * @param delay for which a span waits for others to be sent with
 */
@ConfigurationProperties(prefix = "tryops.tracing", ignoreUnknownFields = false)
record TracingProperties(
        String endpoint, double sample, @DefaultValue("1s") Duration delay) {

    TracingProperties {
        if (!endpoint.isBlank() && !isAddress(endpoint)) {
            throw new IllegalArgumentException(
                    "OTEL_EXPORTER_OTLP_ENDPOINT is the address of a collector that takes OTLP"
                            + " over HTTP, without a user or a query, such as http://127.0.0.1:4318");
        }
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException(
                    "OTEL_TRACES_SAMPLER_ARG is a share of requests from 0 to 1, not " + sample);
        }
    }

    private static boolean isAddress(String endpoint) {
        try {
            URI uri = new URI(endpoint.strip());
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    boolean on() {
        return !endpoint.isBlank();
    }

    /** Where spans go: the protocol's path below the endpoint. */
    String url() {
        String base = endpoint.strip();
        return base + (base.endsWith("/") ? "v1/traces" : "/v1/traces");
    }
}
