package dev.tryops.api.drift;

import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.ModelSwapped;
import dev.tryops.api.serving.PredictionObservers;
import dev.tryops.api.serving.PredictionSink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DriftProperties.class)
class DriftConfiguration {

    @Bean
    DriftMetrics driftMetrics(MeterRegistry meters) {
        return new DriftMetrics(meters);
    }

    @Bean
    PredictionObservers predictionObservers(
            DriftMetrics metrics, DriftProperties properties, PredictionSink sink, Clock clock) {
        return new Watches(metrics, properties, sink, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    DriftMonitor driftMonitor(
            ModelSlot slot, DriftMetrics metrics, DriftProperties properties, Clock clock, MeterRegistry meters) {
        DriftMonitor monitor = new DriftMonitor(slot, metrics, properties, clock);
        Gauge.builder("prediction_buffer_size", monitor, DriftConfiguration::rows)
                .description("Rows in the window that the next check looks at")
                .register(meters);
        Gauge.builder("prediction_buffer_utilization", monitor, of -> Math.min(1, rows(of) / properties.windowSize()))
                .description("The same as a share of DRIFT_WINDOW_SIZE, at most 1")
                .register(meters);
        return monitor;
    }

    private static double rows(DriftMonitor monitor) {
        return monitor.current().map(Watch::rows).orElse(0L);
    }

    @Bean
    ApplicationListener<ApplicationEvent> driftSeries(DriftMonitor monitor) {
        return event -> {
            if (event instanceof PayloadApplicationEvent<?> told && told.getPayload() instanceof ModelSwapped) {
                monitor.swapped();
            }
        };
    }
}
