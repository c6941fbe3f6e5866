package dev.tryops.api.security;

import dev.tryops.api.web.SecurityHeaders;
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

/** Gives every answer of a route or a filter its security headers, before either can decide otherwise. */
@Component
@Order(SecurityHeadersFilter.ORDER)
class SecurityHeadersFilter implements Filter {

    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.set((HttpServletResponse) response);
        chain.doFilter(request, response);
    }
}
