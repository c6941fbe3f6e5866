package dev.tryops.api.feedback;

import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.ModelSwapped;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.s3.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    /** How long a request waits until its labels are written. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where labels and what follows from them are kept, if anywhere. */
    @Bean
    KeptIn keptIn(@Value("${tryops.predictions.store:}") String location) {
        return new KeptIn(
                location.isBlank()
                        ? Optional.empty()
                        : Optional.of(Stores.open(StoreLocation.resolve(location, Map.of()), System.getenv())));
    }

    record KeptIn(Optional<ObjectStore> store) {}

    @Bean
    FeedbackMetrics feedbackMetrics(MeterRegistry meters) {
        return new FeedbackMetrics(meters);
    }

    @Bean(destroyMethod = "close")
    LabelIntake labelIntake(KeptIn keptIn, Clock clock, FeedbackMetrics metrics) {
        return new LabelIntake(
                keptIn.store().map(objects -> new LabelStore(objects, clock)), PATIENCE, metrics::accepted);
    }

    @Bean
    QualityMetrics qualityMetrics(MeterRegistry meters) {
        return new QualityMetrics(meters);
    }

    @Bean(destroyMethod = "close")
    QualityFollower qualityFollower(
            KeptIn keptIn,
            ModelSlot slot,
            QualityMetrics metrics,
            @Value("${tryops.feedback.quality-interval:60s}") Duration interval) {
        QualityFollower follower = new QualityFollower(keptIn.store(), slot, metrics);
        follower.start(interval);
        return follower;
    }

    @Bean
    ApplicationListener<PayloadApplicationEvent<ModelSwapped>> qualityOfWhatServes(QualityFollower follower) {
        return event -> follower.lookSoon();
    }
}
