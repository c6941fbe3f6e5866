package dev.tryops.api.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Verifies the JSON Web Tokens of one issuer for one audience. */
final class TokenAuthenticator {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    /** Asymmetric ones alone: with a symmetric one, the public key would do to sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final IssuerKeys keys;
    private final NimbusJwtDecoder decoder;
    private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

    TokenAuthenticator(
            IssuerKeys keys, JWKSource<SecurityContext> cached, AuthenticationProperties rules, Clock clock) {
        this.keys = keys;
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, cached));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // the decoder's validators do
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        this.decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(rules.issuerUri()), new JwtAudienceValidator(rules.audience())));
    }

    /**
     * Throws {@link InvalidBearerTokenException} if the token does not count, {@link AuthenticationServiceException} if
     * nobody can say because the issuer's keys are not there.
     */
    Authentication authenticate(String token) {
        Jwt jwt = decode(token);
        String subject = jwt.getSubject();
        if (subject == null || subject.isBlank()) {
            throw new InvalidBearerTokenException("It names no subject");
        }
        return new JwtAuthenticationToken(jwt, scopes.convert(jwt), "sub:" + subject);
    }

    private Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtValidationException e) {
            String why = e.getErrors().stream()
                    .map(OAuth2Error::getDescription)
                    .findFirst()
                    .orElse("It does not meet the rules");
            throw new InvalidBearerTokenException(why, e);
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException("It is malformed, or not signed with a key of the issuer", e);
        } catch (JwtException e) {
            if (keys.reachable() && e.getCause() instanceof RateLimitReachedException) {
                throw new InvalidBearerTokenException("It is not signed with a known key of the issuer", e);
            }
            throw new AuthenticationServiceException("The issuer's keys cannot be fetched", e);
        }
    }
}
