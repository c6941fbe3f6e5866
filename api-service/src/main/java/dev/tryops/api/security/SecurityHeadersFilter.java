package dev.tryops.api.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tells browsers to make nothing of an answer but what it is: data for the page that asked. A route that answers with a
 * page sets its own. What leaves over TLS, and so HSTS, is the business of whatever ends TLS.
 */
@Component
@Order(SecurityHeadersFilter.ORDER)
class SecurityHeadersFilter implements Filter {

    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        http.setHeader("X-Content-Type-Options", "nosniff");
        http.setHeader("Cache-Control", "no-store");
        http.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        http.setHeader("Referrer-Policy", "no-referrer");
        http.setHeader("X-Frame-Options", "DENY");
        chain.doFilter(request, response);
    }
}
