package dev.tryops.api.security;

import dev.tryops.api.security.RateLimitProperties.Limit;
import dev.tryops.api.web.ProblemWriter;
import dev.tryops.api.web.SwitchedOff;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

    /** After authentication: a client is first of all who it says it is. */
    private static final int ORDER = AuthenticationConfiguration.ORDER + 10;

    private static final String NO_ROUTE = "none";

    @Bean
    FilterRegistrationBean<Filter> rateLimit(
            RateLimitProperties properties,
            ProblemWriter problems,
            MeterRegistry meters,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        if (properties.limit().isEmpty()) {
            return SwitchedOff.registration();
        }
        Limit limit = properties.limit().get();
        RateLimiter limiter = new RateLimiter(limit, TimeMeter.SYSTEM_NANOTIME);
        FilterRegistrationBean<Filter> registration =
                new FilterRegistrationBean<>(new RateLimitFilter(limiter, limit, problems, meters, routes(mappings)));
        registration.setOrder(ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    /** Finds route templates without the dispatcher, which a refused request never reaches. */
    private static Function<HttpServletRequest, String> routes(
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        Supplier<@Nullable List<PathPattern>> patterns = SingletonSupplier.of(() -> mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(RateLimitConfiguration::patterns)
                .distinct()
                .sorted()
                .toList());
        return request -> {
            if (request.getHttpServletMapping().getMappingMatch() == MappingMatch.EXACT) {
                return request.getHttpServletMapping().getPattern();
            }
            PathContainer path = PathContainer.parsePath(request.getRequestURI());
            List<PathPattern> known = patterns.get();
            return known == null
                    ? NO_ROUTE
                    : known.stream()
                            .filter(pattern -> pattern.matches(path))
                            .map(PathPattern::getPatternString)
                            .findFirst()
                            .orElse(NO_ROUTE);
        };
    }

    private static Stream<PathPattern> patterns(RequestMappingInfo route) {
        return route.getPathPatternsCondition() == null
                ? Stream.empty()
                : route.getPathPatternsCondition().getPatterns().stream();
    }
}
