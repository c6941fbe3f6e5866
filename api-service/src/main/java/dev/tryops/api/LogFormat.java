package dev.tryops.api;

import dev.tryops.model.EnvironmentVariables;
import java.io.Console;
import java.util.Locale;
import java.util.Map;

/** How log lines look: for a person at a terminal, or for whatever collects them. */
enum LogFormat {
    TEXT(Map.of()),
    /** One JSON object in a line, whatever it holds: the fields of Logstash's encoder, and the request's id. */
    JSON(Map.of("logging.structured.format.console", "logstash"));

    private final Map<String, Object> properties;

    LogFormat(Map<String, Object> properties) {
        this.properties = properties;
    }

    /** Throws {@link IllegalArgumentException} if {@code setting} is no format. A blank one leaves it to who is there. */
    static LogFormat of(String setting, boolean terminal) {
        return switch (setting.strip().toLowerCase(Locale.ROOT)) {
            case "" -> terminal ? TEXT : JSON;
            case "text" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new IllegalArgumentException(
                        EnvironmentVariables.LOG_FORMAT + " is json or text, not '" + setting + "'");
        };
    }

    static boolean atTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    Map<String, Object> properties() {
        return properties;
    }
}
