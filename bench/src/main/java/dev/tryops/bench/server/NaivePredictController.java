package dev.tryops.bench.server;

import ai.onnxruntime.OrtException;
import dev.tryops.api.serving.ServingProperties;
import dev.tryops.registry.ModelRegistry;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The predict routes as one would write them in an afternoon: without validation, swaps, or metrics of their own. */
@RestController
public class NaivePredictController {

    public static final String SINGLE = "/bench/naive";
    public static final String BATCH = "/bench/naive/batch";

    private final NaiveModel model;

    NaivePredictController(ModelRegistry registry, ServingProperties properties) throws OrtException {
        this.model = NaiveModel.serving(registry, properties.environment());
    }

    @PostMapping(SINGLE)
    NaiveModel.Answer predict(@RequestBody Map<String, Map<String, Object>> body) throws OrtException {
        return model.predict(body.getOrDefault("features", Map.of()));
    }

    @PostMapping(BATCH)
    NaiveModel.BatchAnswer predictBatch(@RequestBody Map<String, List<Map<String, Object>>> body) throws OrtException {
        return model.predict(body.getOrDefault("instances", List.of()));
    }

    @PreDestroy
    void close() throws OrtException {
        model.close();
    }
}
