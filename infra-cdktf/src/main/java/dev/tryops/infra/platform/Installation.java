package dev.tryops.infra.platform;

import java.util.Map;

/**
 * A chart with what it is told.
 *
 * @param source the chart's directory, relative to the stack's own, or its name in a repository
 */
public record Installation(Chart chart, String source, Map<String, ?> values) {

    public Installation {
        values = Map.copyOf(values);
    }
}
