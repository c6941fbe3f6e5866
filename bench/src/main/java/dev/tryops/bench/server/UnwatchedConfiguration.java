package dev.tryops.bench.server;

import dev.tryops.api.serving.PredictionObservers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Serves models that nobody watches, to see what watching them costs. */
@Configuration(proxyBeanMethods = false)
public class UnwatchedConfiguration {

    /** The system property that asks for it. */
    public static final String PROPERTY = "bench.unwatched";

    @Bean
    @Primary
    PredictionObservers nobody() {
        return PredictionObservers.NONE;
    }
}
