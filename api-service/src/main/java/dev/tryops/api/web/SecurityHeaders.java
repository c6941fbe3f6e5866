package dev.tryops.api.web;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Tells browsers to make nothing of an answer but what it is: data for the page that asked. A route that answers with a
 * page sets its own. What leaves over TLS, and so HSTS, is the business of whatever ends TLS.
 */
public final class SecurityHeaders {

    private SecurityHeaders() {}

    public static void set(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
    }
}
