package dev.tryops.api;

import dev.tryops.api.serving.ModelSwapped;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelMetadata;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the person at the terminal what serves and how to try it, as soon as both are true: a model is loaded and the
 * port is open. Switched on by {@code tryops.announce=true}.
 */
@Component
class Announcement {

    private final JsonMapper json;
    private final PrintStream out = System.out;

    private final boolean wanted;

    private int port;
    private @Nullable ModelSwapped first;

    Announcement(JsonMapper json, @Value("${tryops.announce:false}") boolean wanted) {
        this.json = json;
        this.wanted = wanted;
    }

    @EventListener
    synchronized void opened(WebServerInitializedEvent event) {
        // The management port announces itself too, from a child context with a namespace.
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
            if (first != null) {
                tell(first);
            }
        }
    }

    @EventListener
    synchronized void swapped(ModelSwapped swap) {
        if (!wanted) {
            return;
        }
        if (first != null) {
            out.printf("%n  Now serving %s, revision %d%n", swap.metadata().modelVersion(), revision(swap));
            return;
        }
        first = swap;
        if (port > 0) {
            tell(swap);
        }
    }

    private void tell(ModelSwapped swap) {
        ModelMetadata metadata = swap.metadata();
        String url = "http://127.0.0.1:" + port;
        out.printf(
                """

                  Serving   %s, revision %d of %s
                  Metrics   %s
                  URL       %s
                  Try it    curl -s %s/v1/predict -H 'Content-Type: application/json' -d '%s'
                  Stop      Ctrl-C

                """,
                metadata.modelVersion(),
                revision(swap),
                swap.pointer().environment(),
                quality(metadata),
                url,
                url,
                example(metadata));
        out.flush();
    }

    private static long revision(ModelSwapped swap) {
        return swap.pointer().revision();
    }

    private static String quality(ModelMetadata metadata) {
        return String.format(
                Locale.ROOT,
                "accuracy %.3f, ROC-AUC %.3f, log-loss %.3f",
                metadata.metrics().accuracy(),
                metadata.metrics().rocAuc(),
                metadata.metrics().logLoss());
    }

    /** A row that the model was tested on; a quote in a feature's name must not end the shell's. */
    private String example(ModelMetadata metadata) {
        GoldenRow row = metadata.goldenRows().getFirst();
        return json.writeValueAsString(Map.of("features", row.features())).replace("'", "'\\''");
    }
}
