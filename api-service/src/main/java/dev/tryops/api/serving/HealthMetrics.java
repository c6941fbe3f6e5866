package dev.tryops.api.serving;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What the health routes say, as series that alerts can ask for. A service that drains keeps its model: being told to stop
 * is no reason for an alert.
 */
final class HealthMetrics {

    private static final List<String> CONDITIONS =
            List.of(ServingHealth.POINTER_UNREADABLE, ServingHealth.RELOAD_REFUSED, ServingHealth.SERVING_FALLBACK);

    HealthMetrics(MeterRegistry meters, ModelSlot slot, ServingHealth health) {
        Gauge.builder("model_loaded", slot, HealthMetrics::loaded)
                .description("Whether a model answers, draining or not")
                .register(meters);
        CONDITIONS.forEach(condition -> Gauge.builder(
                        "model_degraded", health, h -> h.degraded().contains(condition) ? 1 : 0)
                .description("Whether the condition is among those that the health routes list")
                .tag("condition", condition)
                .register(meters));
    }

    private static double loaded(ModelSlot slot) {
        return slot.use(model -> 1).orElse(0);
    }
}
