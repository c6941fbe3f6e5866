package dev.tryops.training;

import dev.tryops.model.ExitCode;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What an alert on a nightly program asks for, in Prometheus' text format: when it ended, how, after how long, and when one
 * last succeeded. What else is to be said is added.
 */
final class ProgramMetrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();

    /**
     * @param program what the names of its metrics begin with
     * @param lastSuccess of the runs before, in seconds since 1970, where that is known
     */
    ProgramMetrics(String program, ExitCode code, Instant end, Duration took, OptionalDouble lastSuccess) {
        gauge(program + "_end_timestamp_seconds", "When the last run ended, in seconds since 1970.")
                .set(end.toEpochMilli() / 1e3);
        gauge(program + "_exit_code", "How it ended: 0 done, 3 bad data, 4 refused; the rest are failures.")
                .set(code.code());
        gauge(program + "_duration_seconds", "How long it took.").set(took.toMillis() / 1e3);
        (code == ExitCode.DONE ? OptionalDouble.of(end.toEpochMilli() / 1e3) : lastSuccess)
                .ifPresent(time -> gauge(lastSuccessOf(program), "When a run last ended with 0, in seconds since 1970.")
                        .set(time));
    }

    static String lastSuccessOf(String program) {
        return program + "_last_success_timestamp_seconds";
    }

    Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }
}
