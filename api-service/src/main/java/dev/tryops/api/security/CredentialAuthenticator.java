package dev.tryops.api.security;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Tells API keys from tokens, and asks whoever knows about them. */
final class CredentialAuthenticator implements AuthenticationManager {

    private final Supplier<ApiKeys> keys;
    private final @Nullable TokenAuthenticator tokens;
    private final List<GrantedAuthority> keyAuthorities;

    /** {@code keyAuthorities} are what an API key may do: its owner has no scopes of its own. */
    CredentialAuthenticator(
            Supplier<ApiKeys> keys, @Nullable TokenAuthenticator tokens, List<GrantedAuthority> keyAuthorities) {
        this.keys = keys;
        this.tokens = tokens;
        this.keyAuthorities = keyAuthorities;
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        String credential = ((BearerTokenAuthenticationToken) shown).getToken();
        Optional<String> owner = keys.get().owner(credential);
        if (owner.isPresent()) {
            return UsernamePasswordAuthenticationToken.authenticated("key:" + owner.get(), null, keyAuthorities);
        }
        if (tokens == null || credential.indexOf('.') < 0) {
            throw new InvalidBearerTokenException("It is not a key that is known here");
        }
        return tokens.authenticate(credential);
    }
}
