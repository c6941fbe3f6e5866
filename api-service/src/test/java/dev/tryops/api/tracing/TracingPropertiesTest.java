package dev.tryops.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingPropertiesTest {

    private static final Duration DELAY = Duration.ofSeconds(1);

    @Test
    void spansGoToTheProtocolsPathBelowTheEndpoint() {
        assertThat(new TracingProperties("http://collector:4318", 1, DELAY).url())
                .isEqualTo("http://collector:4318/v1/traces");
        assertThat(new TracingProperties(" https://host/otlp/ ", 1, DELAY).url())
                .isEqualTo("https://host/otlp/v1/traces");
        assertThat(new TracingProperties(" ", 1, DELAY).on()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "grpc://collector:4317",
                "http://",
                "http://user:secret@collector",
                "http://collector?key=secret",
                "http://collector#a",
                "not an address"
            })
    void anotherEndpointIsRefusedAndNotQuoted(String endpoint) {
        assertThatThrownBy(() -> new TracingProperties(endpoint, 1, DELAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void whatIsNoShareIsRefused(double sample) {
        assertThatThrownBy(() -> new TracingProperties("", sample, DELAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OTEL_TRACES_SAMPLER_ARG");
    }
}
