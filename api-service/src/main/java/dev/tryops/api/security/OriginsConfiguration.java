package dev.tryops.api.security;

import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.ProblemWriter;
import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/** Lets pages of other origins call (CORS), if any are allowed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OriginsProperties.class)
class OriginsConfiguration {

    /** Before authentication: a browser asks first without a credential, and must be able to read a 401. */
    private static final int ORDER = SecurityHeadersFilter.ORDER + 10;

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    @Bean
    FilterRegistrationBean<CorsFilter> origins(OriginsProperties origins, ProblemWriter problems) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins.allowed());
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST"));
        rules.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "X-API-Key",
                ApiHeaders.REQUEST_ID,
                "Inference-Header-Content-Length"));
        rules.setExposedHeaders(List.of(
                ApiHeaders.REQUEST_ID,
                ApiHeaders.MODEL_VERSION,
                "Retry-After",
                "RateLimit",
                "RateLimit-Policy",
                "WWW-Authenticate",
                "Inference-Header-Content-Length"));
        rules.setMaxAge(REMEMBERED);
        CorsFilter filter = new CorsFilter(request -> rules);
        filter.setCorsProcessor(new Processor(problems));
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(ORDER);
        registration.setEnabled(!origins.allowed().isEmpty());
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    /** Refuses as every other refusal reads. */
    private static final class Processor extends DefaultCorsProcessor {

        private final ProblemWriter problems;

        Processor(ProblemWriter problems) {
            this.problems = problems;
        }

        @Override
        public boolean processRequest(
                @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (super.processRequest(rules, request, response)) {
                return true;
            }
            problems.write(
                    request,
                    response,
                    RequestRefused.because(
                            HttpStatus.FORBIDDEN, "Pages of this origin may not call here, or not with this"));
            return false;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // processRequest says so
        }
    }
}
