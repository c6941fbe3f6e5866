package dev.tryops.api.predictionlog;

import dev.tryops.predictions.LogCounts;
import dev.tryops.predictions.PredictionLogWriter;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.s3.Stores;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PredictionLogProperties.class)
class PredictionLogConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PredictionLogConfiguration.class);

    /** Closed after the web server has stopped, when the last request has been answered. */
    @Bean(destroyMethod = "close")
    PredictionRecorder predictionRecorder(
            PredictionLogProperties properties, BuildProperties build, MeterRegistry meters) {
        Sample sample = new Sample(properties.sample());
        Optional<StoreLocation> location = properties.location();
        if (location.isEmpty()) {
            log.info("Predictions are not kept: there is no PREDICTION_STORE, or PREDICTION_LOG is off");
            return new PredictionRecorder(null, sample);
        }
        PredictionLogWriter writer = new PredictionLogWriter(
                Stores.open(location.get(), System.getenv()),
                properties.settings(),
                String.valueOf(build.getVersion()));
        register(meters, writer.counts());
        return new PredictionRecorder(writer, sample);
    }

    private static void register(MeterRegistry meters, LogCounts counts) {
        counter(meters, "prediction_log_dropped_total", "Predictions that were not kept", counts, LogCounts::dropped);
        counter(meters, "prediction_log_rows_total", "Predictions in written objects", counts, LogCounts::rows);
        counter(meters, "prediction_log_objects_total", "Written objects", counts, LogCounts::objects);
        counter(meters, "prediction_log_errors_total", "Writes that failed", counts, LogCounts::errors);
        Gauge.builder("prediction_log_waiting_rows", counts, LogCounts::waiting)
                .description("Predictions that are not written yet")
                .register(meters);
    }

    private static void counter(
            MeterRegistry meters,
            String name,
            String description,
            LogCounts counts,
            ToDoubleFunction<LogCounts> value) {
        FunctionCounter.builder(name, counts, value).description(description).register(meters);
    }
}
