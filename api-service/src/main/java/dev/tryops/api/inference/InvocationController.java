package dev.tryops.api.inference;

import dev.tryops.api.inference.Invocation.Form;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.PredictionIds;
import dev.tryops.api.web.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The scoring route of SageMaker's and MLflow's containers. */
@RestController
class InvocationController {

    private static final String PATH = "/invocations";
    private static final String CSV = "text/csv";
    private static final RequestBody.Types TYPES =
            new RequestBody.Types(List.of(MediaType.APPLICATION_JSON_VALUE, CSV), false);

    private final ModelSlot slot;
    private final ScoringRoute route;
    /** One for each place. */
    private final List<Invocation> invocations;

    InvocationController(ModelSlot slot, ScoringRoute route, PredictionIds ids) {
        this.slot = slot;
        this.route = route;
        this.invocations = route.forEachPlace(() -> new Invocation(ids, route.maxRows()));
    }

    @PostMapping(PATH)
    void invoke(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Form form = String.valueOf(request.getContentType())
                        .toLowerCase(Locale.ROOT)
                        .startsWith(CSV)
                ? Form.CSV
                : Form.JSON;
        route.answer(
                PATH,
                TYPES,
                request,
                response,
                (place, message, trace) -> slot.use(
                        model -> invocations.get(place).answer(model, message.body(), form, message.answer(), trace)),
                answered -> {
                    response.setContentType(form == Form.CSV ? CSV : MediaType.APPLICATION_JSON_VALUE);
                    response.setContentLength(answered.head().length());
                    answered.head().writeTo(response.getOutputStream());
                });
    }
}
