package dev.tryops.api.tracing;

import dev.tryops.api.web.SwitchedOff;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** OpenTelemetry's SDK put together by hand: whether it is there is decided when the service starts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TracingConfiguration.class);

    /** Closed after the web server has stopped, with the last request's spans. */
    @Bean(destroyMethod = "close")
    Traces traces(
            TracingProperties properties,
            MeterRegistry meters,
            BuildProperties build,
            @Value("${spring.application.name}") String name,
            @Value("${tryops.serving.environment}") String environment) {
        if (!properties.on()) {
            return Traces.OFF;
        }
        log.atInfo()
                .addKeyValue("share", properties.sample())
                .log("Requests are traced, and spans sent to {}", properties.url());
        Resource resource = Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", name)
                        .put("service.version", String.valueOf(build.getVersion()))
                        .put("service.instance.id", UUID.randomUUID().toString())
                        .put("deployment.environment.name", environment)
                        .build()));
        return new OpenTelemetryTraces(SpanPipeline.to(properties, resource, meters));
    }

    /** Around all other filters, so that whatever one of them logs carries the ids. */
    @Bean
    FilterRegistrationBean<Filter> traceFilter(Traces traces) {
        if (!(traces instanceof OpenTelemetryTraces on)) {
            return SwitchedOff.registration();
        }
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new TraceFilter(on));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }
}
