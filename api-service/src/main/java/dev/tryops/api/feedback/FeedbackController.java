package dev.tryops.api.feedback;

import dev.tryops.api.predict.Message;
import dev.tryops.api.predict.PredictionProperties;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes labels. The body is read before there is a place for it to be written at: a slow client must not hold one. */
@RestController
class FeedbackController {

    /** What a label takes of a body, counted as values of features: its id and 256 characters. */
    private static final int VALUES_PER_LABEL = 10;

    private final PredictionProperties limits;
    private final FeedbackReader reader;
    private final LabelIntake intake;
    private final FeedbackMetrics metrics;
    private final Clock clock;

    FeedbackController(PredictionProperties limits, LabelIntake intake, FeedbackMetrics metrics, Clock clock) {
        this.limits = limits;
        this.reader = new FeedbackReader(limits.maxBatchSize());
        this.intake = intake;
        this.metrics = metrics;
        this.clock = clock;
    }

    @PostMapping("/v1/feedback")
    Answer feedback(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Message message = Message.mine();
        try {
            message.body().read(request, response, limits.bodyLimit(VALUES_PER_LABEL));
            Violations violations = new Violations();
            List<Reported> reported = reader.read(message.body(), violations);
            Sorting sorting = Sorting.of(reported, clock.instant(), violations);
            if (!violations.isEmpty()) {
                throw RequestRefused.invalid(violations.list());
            }
            return keep(sorting);
        } finally {
            message.shrink();
        }
    }

    private Answer keep(Sorting sorting) {
        intake.take(sorting.byDay());
        metrics.unknown(sorting.unknown());
        return new Answer(sorting.known(), sorting.unknown());
    }

    /**
     * @param accepted labels that are kept
     * @param unknown labels of what no service can have drawn as an id
     */
    record Answer(int accepted, int unknown) {}
}
