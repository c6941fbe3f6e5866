package dev.tryops.api.feedback;

import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.s3.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    /** How long a request waits until its labels are written. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    FeedbackMetrics feedbackMetrics(MeterRegistry meters) {
        return new FeedbackMetrics(meters);
    }

    @Bean(destroyMethod = "close")
    LabelIntake labelIntake(
            @Value("${tryops.predictions.store:}") String location, Clock clock, FeedbackMetrics metrics) {
        Optional<ObjectStore> store = location.isBlank()
                ? Optional.empty()
                : Optional.of(Stores.open(StoreLocation.resolve(location, Map.of()), System.getenv()));
        return new LabelIntake(store.map(objects -> new LabelStore(objects, clock)), PATIENCE, metrics::accepted);
    }
}
