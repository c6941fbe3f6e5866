package dev.tryops.training;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** The log of a command that Spring does not set up: warnings only, and apart from the result. */
final class QuietLog {

    private QuietLog() {}

    static void begin() {
        java.util.logging.Logger.getLogger("")
                .setLevel(java.util.logging.Level.WARNING); // what reads Parquet uses this one
        if (!(LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root)) {
            return; // another library logs, in its own way
        }
        root.setLevel(Level.WARN);
        root.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                console.stop();
                console.setTarget("System.err");
                console.start();
            }
        });
    }
}
