package dev.tryops.api.predict;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PredictionProperties.class)
class PredictConfiguration {

    @Bean
    PredictionMetrics predictionMetrics(MeterRegistry meters) {
        return new PredictionMetrics(meters);
    }
}
