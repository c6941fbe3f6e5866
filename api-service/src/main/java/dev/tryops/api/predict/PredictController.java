package dev.tryops.api.predict;

import dev.tryops.api.predict.PredictionReader.Body;
import dev.tryops.api.predict.PredictionReader.Form;
import dev.tryops.api.predict.Predictor.Outcome;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.PredictionIds;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The native prediction routes. The body is read before a model is borrowed: a slow client must not hold one. */
@RestController
class PredictController {

    private static final String SINGLE = "/v1/predict";
    private static final String BATCH = "/v1/predict/batch";
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ModelSlot slot;
    private final PredictionSlots slots;
    private final PredictionProperties limits;
    private final PredictionMetrics metrics;
    private final Traces traces;
    private final Form batch;
    /** One for each slot. */
    private final List<Predictor> predictors;

    PredictController(
            ModelSlot slot,
            PredictionSlots slots,
            PredictionProperties limits,
            PredictionMetrics metrics,
            PredictionIds ids,
            Traces traces) {
        this.slot = slot;
        this.slots = slots;
        this.limits = limits;
        this.metrics = metrics;
        this.traces = traces;
        this.batch = Form.batchOf(limits.maxBatchSize());
        this.predictors = slots.forEachPlace(() -> new Predictor(ids));
    }

    @PostMapping(SINGLE)
    void predict(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(SINGLE, Form.SINGLE, request, response);
    }

    @PostMapping(BATCH)
    void predictBatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(BATCH, batch, request, response);
    }

    private void answer(String endpoint, Form form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long start = System.nanoTime();
        Message message = Message.mine();
        RequestTrace trace = traces.current();
        try {
            RequestBody body = message.body();
            read(endpoint, body, request, response);
            trace.bodyRead();
            Form asked = explains(endpoint, request) ? form.explained() : form;
            Optional<Outcome> outcome = slots.use(
                    place -> predictors
                            .get(place)
                            .predict(slot, new Body(body.bytes(), body.length()), asked, message.answer(), trace),
                    () -> metrics.overloaded(endpoint));
            answer(endpoint, outcome, response);
            trace.answered();
            if (outcome.orElse(null) instanceof Outcome.Answered answered) {
                metrics.answered(endpoint, answered.version(), answered.rows(), System.nanoTime() - start);
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

    private void read(String endpoint, RequestBody body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            body.read(request, response, bodyLimit());
        } catch (RequestRefused refused) {
            metrics.unread(endpoint, refused);
            throw refused;
        }
    }

    private boolean explains(String endpoint, HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null
                && ExplainParameter.in(query).orElseThrow(() -> {
                    metrics.clientError(endpoint);
                    return RequestRefused.because(
                            HttpStatus.BAD_REQUEST, "The query parameter 'explain' is true or false");
                });
    }

    private void answer(String endpoint, Optional<Outcome> outcome, HttpServletResponse response) throws IOException {
        if (outcome.isEmpty()) {
            metrics.refused(endpoint);
            throw RequestRefused.unavailable("No model is loaded yet", RETRY_AFTER_SECONDS);
        }
        response.setHeader(ApiHeaders.MODEL_VERSION, outcome.get().version());
        switch (outcome.get()) {
            case Outcome.Invalid invalid -> {
                metrics.invalid(endpoint, invalid.version(), invalid.violations());
                throw RequestRefused.invalid(invalid.violations());
            }
            case Outcome.Answered answered -> {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                response.setContentLength(answered.json().length());
                answered.json().writeTo(response.getOutputStream());
            }
        }
    }

    private int bodyLimit() {
        return limits.bodyLimit(slot.use(model -> model.schema().size()).orElse(1));
    }
}
