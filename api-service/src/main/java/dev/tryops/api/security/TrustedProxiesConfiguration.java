package dev.tryops.api.security;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code X-Forwarded-For} and {@code X-Forwarded-Proto} count where a trusted proxy sent them. Boot's own setting is off
 * ({@code server.forward-headers-strategy}): on Kubernetes it would trust every private address, which any pod has.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustedProxiesProperties.class)
class TrustedProxiesConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(TrustedProxiesProperties proxies) {
        return server -> {
            if (proxies.trusted().isEmpty()) {
                return;
            }
            RemoteIpValve valve = new RemoteIpValve();
            valve.setInternalProxies(String.join(",", proxies.trusted()));
            valve.setRemoteIpHeader("X-Forwarded-For");
            valve.setProtocolHeader("X-Forwarded-Proto");
            server.addEngineValves(valve);
        };
    }
}
