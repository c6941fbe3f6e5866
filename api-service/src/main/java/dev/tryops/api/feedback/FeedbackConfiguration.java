package dev.tryops.api.feedback;

import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.ModelSwapped;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.s3.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    private static final Logger log = LoggerFactory.getLogger(FeedbackConfiguration.class);

    /** How long a request waits until its labels are written. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where labels and what follows from them are kept, if anywhere. */
    @Bean
    KeptIn keptIn(@Value("${tryops.predictions.store:}") String location) {
        if (location.isBlank()) {
            return new KeptIn(Optional.empty());
        }
        StoreLocation resolved = StoreLocation.resolve(location, Map.of());
        if (resolved instanceof StoreLocation.Directory(Path path)) {
            begin(path);
        }
        return new KeptIn(Optional.of(Stores.open(resolved, System.getenv())));
    }

    /** A store in which there is nothing yet can be read, one that is not there cannot. */
    private static void begin(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("cause", e.toString())
                    .log("PREDICTION_STORE is no directory, and cannot be made one");
        }
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
