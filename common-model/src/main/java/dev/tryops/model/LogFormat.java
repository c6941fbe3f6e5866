package dev.tryops.model;

import java.io.Console;
import java.util.Locale;

/** How log lines look: for a person at a terminal, or for whatever collects them. */
public enum LogFormat {
    TEXT,
    /** One JSON object in a line, whatever it holds: the fields of Logstash's encoder. */
    JSON;

    /** Spring Boot's name for the format of {@link #JSON}. */
    public static final String STRUCTURED = "logstash";

    /** Throws {@link IllegalArgumentException} if {@code setting} is no format. A blank one leaves it to who is there. */
    public static LogFormat of(String setting, boolean terminal) {
        return switch (setting.strip().toLowerCase(Locale.ROOT)) {
            case "" -> terminal ? TEXT : JSON;
            case "text" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new IllegalArgumentException(
                        EnvironmentVariables.LOG_FORMAT + " is json or text, not '" + setting + "'");
        };
    }

    public static boolean atTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
