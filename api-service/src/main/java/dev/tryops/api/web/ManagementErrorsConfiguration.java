package dev.tryops.api.web;

import java.util.Set;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Makes the management port's errors problems too. Not annotated, because the scan for the service's own beans must not
 * find it: the management port's context imports it, as META-INF/spring says.
 */
class ManagementErrorsConfiguration {

    /** Without Boot's error page, whatever goes wrong there ends at the valve. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsForManagement(ProblemWriter problems) {
        return server -> {
            server.setErrorPages(Set.of());
            ContainerProblemValve.addTo(server, problems);
        };
    }
}
