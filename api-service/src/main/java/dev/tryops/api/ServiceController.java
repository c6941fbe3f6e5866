package dev.tryops.api;

import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.ServingHealth;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.api.serving.ServingProperties;
import dev.tryops.api.traffic.Draining;
import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestRefused;
import dev.tryops.model.Defaults;
import dev.tryops.model.Metrics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routes about the service and its model, all answered from memory. */
@RestController
class ServiceController {

    private static final String SERVICE = "tryops-api";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ModelSlot slot;
    private final ServingHealth health;
    private final Draining draining;
    private final ServingProperties properties;
    private final BuildProperties build;

    ServiceController(
            ModelSlot slot,
            ServingHealth health,
            Draining draining,
            ServingProperties properties,
            BuildProperties build) {
        this.slot = slot;
        this.health = health;
        this.draining = draining;
        this.properties = properties;
        this.build = build;
    }

    @GetMapping("/")
    Service service() {
        Map<String, String> endpoints = new LinkedHashMap<>();
        endpoints.put("predict", "/v1/predict");
        endpoints.put("batch", "/v1/predict/batch");
        endpoints.put("feedback", "/v1/feedback");
        endpoints.put("model_info", "/v1/model/info");
        endpoints.put("model_schema", "/v1/model/schema");
        endpoints.put("monitoring_drift", "/v1/monitoring/drift");
        endpoints.put("monitoring_model", "/v1/monitoring/model");
        endpoints.put("monitoring_history", "/v1/monitoring/history");
        endpoints.put("monitoring_reloads", "/v1/monitoring/reloads");
        endpoints.put("monitoring_traffic", "/v1/monitoring/traffic");
        endpoints.put("monitoring_report", "/v1/monitoring/report");
        endpoints.put("api_docs", "/v3/api-docs");
        endpoints.put("health", Defaults.LIVENESS_PATH);
        endpoints.put("ready", Defaults.READINESS_PATH);
        endpoints.put("metrics", Defaults.METRICS_PATH);
        return new Service(SERVICE, String.valueOf(build.getVersion()), properties.environment(), endpoints);
    }

    @GetMapping(Defaults.LIVENESS_PATH)
    Health health() {
        Optional<String> version = version();
        return new Health(
                version.isPresent() ? "healthy" : "initializing",
                version.orElse(null),
                version.isPresent(),
                health.degraded());
    }

    @GetMapping(Defaults.READINESS_PATH)
    ResponseEntity<Object> ready() {
        Optional<String> version = version();
        if (draining.begun()) {
            return notReady("draining", version);
        }
        return version.isPresent()
                ? ResponseEntity.ok(new Health("ready", version.get(), true, health.degraded()))
                : notReady("not_ready", version);
    }

    /** What the readiness routes of other protocols say in their own words. */
    boolean isReady() {
        return ready().getStatusCode().is2xxSuccessful();
    }

    private static ResponseEntity<Object> notReady(String status, Optional<String> version) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(new NotReady(status, version.orElse(null), version.isPresent()));
    }

    @GetMapping("/v1/model/info")
    ResponseEntity<ModelInfo> modelInfo() {
        ModelInfo info =
                slot.use(ModelInfo::of).orElseThrow(() -> RequestRefused.unavailable("No model is loaded yet", 1));
        return ResponseEntity.ok()
                .header(ApiHeaders.MODEL_VERSION, info.modelVersion())
                .body(info);
    }

    private Optional<String> version() {
        return slot.use(model -> model.version().value());
    }

    record Service(String service, String version, String environment, Map<String, String> endpoints) {}

    record Health(String status, @Nullable String modelVersion, boolean modelLoaded, List<String> degraded) {}

    record NotReady(String status, @Nullable String modelVersion, boolean modelLoaded) {}

    record ModelInfo(
            String modelVersion,
            String schemaHash,
            List<String> featureNames,
            int nFeatures,
            String modelType,
            Instant promotedAt,
            String promotedBy,
            Metrics metrics) {

        static ModelInfo of(ServingModel model) {
            return new ModelInfo(
                    model.version().value(),
                    model.metadata().schema().schemaHash(),
                    model.schema().names(),
                    model.schema().size(),
                    model.metadata().modelType(),
                    model.pointer().pointer().promotedAt(),
                    model.pointer().pointer().promotedBy(),
                    model.metadata().metrics());
        }
    }
}
