package dev.tryops.api.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.tryops.api.web.ProblemWriter;
import dev.tryops.api.web.SwitchedOff;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;

/**
 * The four filters of Spring Security that an API without sessions needs, put together by hand: Boot's own chain would
 * be there without any credential configured, and would reach the management port too.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthenticationProperties.class)
class AuthenticationConfiguration {

    /** After request ids, headers and origins; before rate limits, which count by client. */
    static final int ORDER = -100;

    private static final Logger log = LoggerFactory.getLogger(AuthenticationConfiguration.class);

    AuthenticationConfiguration(AuthenticationProperties properties, ServerProperties server) {
        InetAddress address = server.getAddress();
        if (!properties.required() && (address == null || !address.isLoopbackAddress())) {
            log.warn("Anyone who can reach this service may use it: set API_KEYS_FILE or AUTH_ISSUER_URI, or make sure"
                    + " that something in front of it asks for credentials");
        }
    }

    /** Registered whether or not there is anything to ask for: the build may decide which beans exist, not who may ask. */
    @Bean
    FilterRegistrationBean<Filter> authentication(
            AuthenticationProperties properties,
            ObjectProvider<IssuerKeys> issuer,
            ObjectProvider<JWKSource<SecurityContext>> cached,
            PublicPages pages,
            ProblemWriter problems,
            Clock clock,
            @Qualifier("rateLimit") ObjectProvider<FilterRegistrationBean<Filter>> limit)
            throws Exception {
        if (!properties.required()) {
            return SwitchedOff.registration();
        }
        TokenAuthenticator tokens = properties.tokens()
                ? new TokenAuthenticator(issuer.getObject(), cached.getObject(), properties, clock)
                : null;
        String scope = properties.requiredScope();
        List<GrantedAuthority> authorities =
                scope.isBlank() ? List.of() : AuthorityUtils.createAuthorityList("SCOPE_" + scope);
        AuthorizationManager<jakarta.servlet.http.HttpServletRequest> rule = scope.isBlank()
                ? AuthenticatedAuthorizationManager.authenticated()
                : AuthorityAuthorizationManager.hasAuthority("SCOPE_" + scope);
        AccessProblems refused = new AccessProblems(problems, scope, () -> limiter(limit));

        BearerTokenAuthenticationFilter authenticates =
                new BearerTokenAuthenticationFilter(new CredentialAuthenticator(keys(properties), tokens, authorities));
        authenticates.setBearerTokenResolver(credential());
        authenticates.setAuthenticationEntryPoint(refused);
        authenticates.setAuthenticationFailureHandler(refused::commence);
        SecurityContextHolderAwareRequestFilter tellsWho = new SecurityContextHolderAwareRequestFilter();
        tellsWho.afterPropertiesSet();
        ExceptionTranslationFilter translates = new ExceptionTranslationFilter(refused, new NullRequestCache());
        translates.setAccessDeniedHandler(refused);
        FilterChainProxy chain = new FilterChainProxy(new DefaultSecurityFilterChain(
                request -> !HealthRoutes.isOne(request) && !pages.isOne(request),
                authenticates,
                tellsWho,
                translates,
                new AuthorizationFilter(rule)));
        chain.setRequestRejectedHandler(refused);
        chain.afterPropertiesSet();

        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(chain);
        registration.setOrder(ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    private static @Nullable RateLimitFilter limiter(
            @Qualifier("rateLimit") ObjectProvider<FilterRegistrationBean<Filter>> limit) {
        FilterRegistrationBean<Filter> registration = limit.getIfAvailable();
        return registration != null && registration.getFilter() instanceof RateLimitFilter filter ? filter : null;
    }

    /** Made only where tokens are accepted. */
    @Lazy
    @Configuration(proxyBeanMethods = false)
    static class Tokens {

        @Bean
        IssuerKeys issuerKeys(AuthenticationProperties properties) {
            return new IssuerKeys(properties.issuerUri(), properties.jwkSetUri());
        }

        /** A bean, so that its thread ends with the service. */
        @Bean(destroyMethod = "close")
        JWKSource<SecurityContext> cachedIssuerKeys(IssuerKeys keys) {
            return keys.cached();
        }
    }

    private static Supplier<ApiKeys> keys(AuthenticationProperties properties) {
        if (!properties.apiKeysFile().isBlank()) {
            return new ApiKeyFile(Path.of(properties.apiKeysFile()));
        }
        ApiKeys keys = ApiKeys.parse("API_KEYS", properties.apiKeys());
        if (!properties.apiKeys().isBlank() && keys.isEmpty()) {
            throw new IllegalArgumentException("API_KEYS has no key, only comments");
        }
        return () -> keys;
    }

    private static BearerTokenResolver credential() {
        DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();
        return request -> {
            String key = request.getHeader("X-API-Key");
            String token = bearer.resolve(request);
            if (key != null && token != null) {
                throw new OAuth2AuthenticationException(
                        BearerTokenErrors.invalidRequest("send Authorization or X-API-Key, not both"));
            }
            return key != null ? key : token;
        };
    }
}
