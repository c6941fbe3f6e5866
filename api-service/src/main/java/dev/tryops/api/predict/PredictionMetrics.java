package dev.tryops.api.predict;

import dev.tryops.api.web.RequestRefused;
import dev.tryops.api.web.Violation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The series about predictions. Nothing that a client sends becomes a label. */
public final class PredictionMetrics {

    /** Stands where no model was involved. */
    private static final String NO_MODEL = "none";

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry meters;

    /** The meters of answers: looking them up by name and tags would cost more than recording. */
    private final Map<Answers, AnswerMeters> answers = new ConcurrentHashMap<>();

    PredictionMetrics(MeterRegistry meters) {
        this.meters = meters;
        // Those of a version that ended are removed; should it serve again, it needs new ones.
        meters.config().onMeterRemoved(removed -> answers.clear());
    }

    public void answered(String endpoint, String version, int rows, long nanos) {
        AnswerMeters of = answers.computeIfAbsent(new Answers(endpoint, version), this::metersOf);
        of.requests.increment(rows);
        of.latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    private AnswerMeters metersOf(Answers of) {
        return new AnswerMeters(
                requests(of.endpoint, of.version, "success"),
                Timer.builder("prediction_latency")
                        .description("From the first byte of the body to the last of the answer")
                        .serviceLevelObjectives(BUCKETS)
                        .tags("endpoint", of.endpoint, "model_version", of.version)
                        .register(meters));
    }

    private record Answers(String endpoint, String version) {}

    private record AnswerMeters(Counter requests, Timer latency) {}

    public void invalid(String endpoint, String version, List<Violation> violations) {
        requests(endpoint, version, "client_error").increment();
        errors(endpoint, "invalid_request");
        for (Violation violation : violations) {
            meters.counter("schema_validation_errors_total", "model_version", version, "error_type", violation.code())
                    .increment();
        }
    }

    public void clientError(String endpoint) {
        requests(endpoint, NO_MODEL, "client_error").increment();
        errors(endpoint, "unreadable_body");
    }

    /** A request whose body was not read, because of the client or because there are too many of them. */
    public void unread(String endpoint, RequestRefused why) {
        if (why.isUnavailable()) {
            overloaded(endpoint);
        } else {
            clientError(endpoint);
        }
    }

    /** A model or a version that is not here. */
    public void notFound(String endpoint) {
        requests(endpoint, NO_MODEL, "client_error").increment();
        errors(endpoint, "unknown_model");
    }

    public void refused(String endpoint) {
        requests(endpoint, NO_MODEL, "refused").increment();
        errors(endpoint, "no_model");
    }

    public void overloaded(String endpoint) {
        requests(endpoint, NO_MODEL, "refused").increment();
        errors(endpoint, "overloaded");
    }

    public void failed(String endpoint) {
        requests(endpoint, NO_MODEL, "server_error").increment();
        errors(endpoint, "internal");
    }

    private Counter requests(String endpoint, String version, String status) {
        return meters.counter(
                "prediction_requests_total", "endpoint", endpoint, "model_version", version, "status", status);
    }

    private void errors(String endpoint, String type) {
        meters.counter("prediction_errors_total", "endpoint", endpoint, "error_type", type)
                .increment();
    }
}
