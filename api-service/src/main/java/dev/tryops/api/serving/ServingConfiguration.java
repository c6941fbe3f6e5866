package dev.tryops.api.serving;

import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.s3.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ServingProperties.class, SignatureProperties.class})
class ServingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ServingConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ModelRegistry modelRegistry(ServingProperties properties, SignatureProperties signatures, Clock clock) {
        SignaturePolicy policy = signatures.policy();
        if (policy.mode() == SignaturePolicy.Mode.OFF) {
            log.warn("Signatures are not verified: whoever can write to the store decides what is served");
        }
        return new ModelRegistry(Stores.open(properties.location(), System.getenv()), clock, policy);
    }

    /** Closed after the web server has stopped, when no request can need it any more. */
    @Bean(destroyMethod = "clear")
    ModelSlot modelSlot(ServingProperties properties) {
        return new ModelSlot(properties.keptFor(), System::nanoTime);
    }

    @Bean
    PredictionIds predictionIds(Clock clock) {
        return new PredictionIds(clock);
    }

    @Bean
    ServingHealth servingHealth() {
        return new ServingHealth();
    }

    @Bean
    ServingMetrics servingMetrics(
            MeterRegistry meters,
            PrometheusRegistry prometheus,
            ModelRegistry registry,
            ServingProperties properties,
            Clock clock) {
        ModelInfoCollector info = new ModelInfoCollector(registry.name(), properties.environmentName());
        prometheus.register(info);
        return new ServingMetrics(meters, info, properties.interval(), clock);
    }

    @Bean
    HealthMetrics healthMetrics(MeterRegistry meters, ModelSlot slot, ServingHealth health) {
        return new HealthMetrics(meters, slot, health);
    }

    @Bean
    ReloadLoop reloadLoop(
            ModelRegistry registry,
            ModelSlot slot,
            ServingProperties properties,
            ServingMetrics metrics,
            ServingHealth health,
            PredictionObservers observers,
            ApplicationEventPublisher events,
            Clock clock) {
        ModelReloader reloader = new ModelReloader(
                registry, properties.environmentName(), slot, new ModelLoader(observers), properties.interval(), clock);
        return new ReloadLoop(reloader, slot, metrics, health, properties.interval(), events);
    }
}
