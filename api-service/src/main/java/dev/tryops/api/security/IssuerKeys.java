package dev.tryops.api.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches an issuer's public keys, from where its discovery document (OpenID Connect Discovery 1.0) says that they are.
 * Nothing is fetched at start: an issuer that is down must not keep the service down.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration CACHED = Duration.ofMinutes(5);
    private static final Duration REFRESHED_AHEAD = Duration.ofSeconds(30);
    /** Unknown key ids come from anyone: they must not become a storm of requests to the issuer. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);
    /** So long an issuer may be down before tokens under its known keys are refused. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
    private final String issuer;
    private final @Nullable URL keys;
    private volatile boolean reachable;

    /** {@code jwkSetUri} may be blank: then discovery finds it. */
    IssuerKeys(String issuer, String jwkSetUri) {
        this.issuer = issuer;
        this.keys = jwkSetUri.isBlank() ? null : url(jwkSetUri);
    }

    /** These keys, cached, refreshed in the background, and asked for again when a token names one that is not known. */
    JWKSource<SecurityContext> cached() {
        return JWKSourceBuilder.create(this)
                .cache(CACHED.toMillis(), 3L * TIMEOUT_MILLIS)
                .refreshAheadCache(REFRESHED_AHEAD.toMillis(), false)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    /** Whether the last attempt to fetch the keys succeeded. */
    boolean reachable() {
        return reachable;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            URL from = keys == null ? discover() : keys;
            JWKSet fetched = JWKSet.parse(http.retrieveResource(from).getContent());
            reachable = true;
            return fetched;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            reachable = false;
            log.atWarn().addKeyValue("issuer", issuer).log("The issuer's keys cannot be fetched: {}", e.getMessage());
            throw new JWKSetRetrievalException("The issuer's keys cannot be fetched", e);
        }
    }

    private URL discover() throws IOException, ParseException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        String document = http.retrieveResource(url(base + "/.well-known/openid-configuration"))
                .getContent();
        var fields = JSONObjectUtils.parse(document);
        if (!issuer.equals(JSONObjectUtils.getString(fields, "issuer"))) {
            throw new ParseException("its discovery document is another issuer's", 0);
        }
        String uri = JSONObjectUtils.getString(fields, "jwks_uri");
        if (uri == null) {
            throw new ParseException("its discovery document has no jwks_uri", 0);
        }
        return url(uri);
    }

    private static URL url(String uri) {
        try {
            return URI.create(uri).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(uri + " is no address", e);
        }
    }

    @Override
    public void close() {}
}
