package dev.tryops.api.inference;

import dev.tryops.api.predict.Message;
import dev.tryops.api.predict.PredictionMetrics;
import dev.tryops.api.predict.PredictionProperties;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.tracing.RequestTrace;
import dev.tryops.api.tracing.Traces;
import dev.tryops.api.traffic.PredictionSlots;
import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestBody;
import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What all scoring routes have in common: the body is read before a model is borrowed, because a slow client must not hold
 * one, and however a request ends, it is counted.
 */
@Component
class ScoringRoute {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final ModelSlot slot;
    private final PredictionSlots slots;
    private final PredictionProperties limits;
    private final PredictionMetrics metrics;
    private final Traces traces;

    ScoringRoute(
            ModelSlot slot,
            PredictionSlots slots,
            PredictionProperties limits,
            PredictionMetrics metrics,
            Traces traces) {
        this.slot = slot;
        this.slots = slots;
        this.limits = limits;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** One for each place at which a request can be scored. */
    <T> List<T> forEachPlace(Supplier<T> make) {
        return slots.forEachPlace(make);
    }

    int maxRows() {
        return limits.maxBatchSize();
    }

    /**
     * Reads the body, and has it answered.
     *
     * @param endpoint the route's template
     * @param writer writes an answer
     */
    void answer(
            String endpoint,
            RequestBody.Types types,
            HttpServletRequest request,
            HttpServletResponse response,
            Scoring scoring,
            Writer writer)
            throws IOException {
        long start = System.nanoTime();
        Message message = Message.mine();
        RequestTrace trace = traces.current();
        try {
            read(endpoint, types, message.body(), request, response);
            trace.bodyRead();
            Reply reply = slots.use(place -> scoring.score(place, message, trace), () -> metrics.overloaded(endpoint))
                    .orElseThrow(() -> notThere(endpoint));
            response.setHeader(ApiHeaders.MODEL_VERSION, reply.version());
            switch (reply) {
                case Reply.Invalid invalid -> {
                    metrics.invalid(endpoint, invalid.version(), invalid.violations());
                    throw RequestRefused.invalid(invalid.violations());
                }
                case Reply.Answered answered -> {
                    writer.write(answered);
                    trace.answered();
                    metrics.answered(endpoint, answered.version(), answered.rows(), System.nanoTime() - start);
                }
            }
        } catch (RequestRefused refused) {
            trace.refused();
            throw refused;
        } catch (RuntimeException | Error e) {
            trace.failed(e);
            metrics.failed(endpoint);
            throw e;
        } finally {
            message.shrink();
        }
    }

    private void read(
            String endpoint,
            RequestBody.Types types,
            RequestBody body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            int features = slot.use(model -> model.schema().size()).orElse(1);
            body.read(request, response, limits.bodyLimit(features), types);
        } catch (RequestRefused refused) {
            metrics.unread(endpoint, refused);
            throw refused;
        }
    }

    /** Counts and names a model that is not there: because there is none yet, or not this one. */
    RequestRefused notThere(String endpoint) {
        RequestRefused refused = refusal();
        if (slot.use(model -> true).isPresent()) {
            metrics.notFound(endpoint);
        } else {
            metrics.refused(endpoint);
        }
        return refused;
    }

    RequestRefused refusal() {
        return slot.use(model -> RequestRefused.notFound(
                        "There is no such model or version here; what serves is " + model.version()))
                .orElseGet(() -> RequestRefused.unavailable("No model is loaded yet", RETRY_AFTER_SECONDS));
    }

    @FunctionalInterface
    interface Scoring {
        /** Answers the body that was read, at one of the places; empty if no such model serves. */
        Optional<Reply> score(int place, Message message, RequestTrace trace);
    }

    @FunctionalInterface
    interface Writer {
        void write(Reply.Answered answered) throws IOException;
    }
}
