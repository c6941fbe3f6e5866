package dev.tryops.api.security;

import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose word on where a request comes from is taken.
 *
 * @param trusted addresses and CIDR ranges; empty for nobody's
 */
@ConfigurationProperties(prefix = "tryops.proxies", ignoreUnknownFields = false)
record TrustedProxiesProperties(List<String> trusted) {

    TrustedProxiesProperties {
        trusted = trusted.stream()
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
        trusted.forEach(TrustedProxiesProperties::requireRange);
    }

    private static void requireRange(String range) {
        try {
            new NetMask(range);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "TRUSTED_PROXIES is a list of addresses and ranges such as 10.0.0.0/8, and '" + range
                            + "' is neither");
        }
    }
}
