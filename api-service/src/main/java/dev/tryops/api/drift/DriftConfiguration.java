package dev.tryops.api.drift;

import dev.tryops.api.serving.PredictionObservers;
import dev.tryops.api.serving.PredictionSink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

    @Bean
    PredictionSink predictionSink() {
        return PredictionSink.NONE;
    }

    @Bean
    PredictionObservers predictionObservers(PredictionSink sink) {
        return (metadata, linear, baseline) -> sink::append;
    }
}
