package dev.tryops.api;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.application.ReadinessStateHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the management port's probe say what {@code /ready} says. */
@Configuration(proxyBeanMethods = false)
class ProbesConfiguration {

    /** Takes the place of Spring's own, which is ready as soon as the application has started. */
    @Bean
    ReadinessStateHealthIndicator readinessStateHealthIndicator(
            ApplicationAvailability availability, ServiceController service) {
        return new ReadinessStateHealthIndicator(availability) {
            @Override
            protected AvailabilityState getState(ApplicationAvailability application) {
                return service.isReady() ? super.getState(application) : ReadinessState.REFUSING_TRAFFIC;
            }
        };
    }
}
