package dev.tryops.api.traffic;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrafficProperties.class)
class TrafficConfiguration {

    @Bean
    Draining draining(ApplicationContext context, TrafficProperties properties) {
        return new Draining(context, properties.drain());
    }

    @Bean
    LeaveFilter leaveFilter(Draining draining) {
        return new LeaveFilter(draining);
    }
}
