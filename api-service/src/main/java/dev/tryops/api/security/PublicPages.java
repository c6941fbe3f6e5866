package dev.tryops.api.security;

import jakarta.servlet.http.HttpServletRequest;

/** Requests for pages that hold no data. They need no credential: a browser that navigates has none to show. */
@FunctionalInterface
public interface PublicPages {

    boolean isOne(HttpServletRequest request);
}
