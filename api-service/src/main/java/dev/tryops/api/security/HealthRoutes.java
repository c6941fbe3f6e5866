package dev.tryops.api.security;

import dev.tryops.model.Defaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The routes of probes: they need no credential and have no limit. */
public final class HealthRoutes {

    private static final Set<String> PATHS =
            Set.of(Defaults.LIVENESS_PATH, Defaults.READINESS_PATH, "/v2/health/live", "/v2/health/ready", "/ping");

    private HealthRoutes() {}

    /** Compares the path as it was sent: an unusual spelling of a health route is no health route. */
    static boolean isOne(HttpServletRequest request) {
        return isOne(request.getRequestURI());
    }

    public static boolean isOne(String path) {
        return PATHS.contains(path);
    }
}
