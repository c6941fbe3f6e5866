package dev.tryops.api;

import dev.tryops.model.Defaults;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Prometheus text on the port that clients know. */
@RestController
class MetricsController {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;

    MetricsController(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @GetMapping(Defaults.METRICS_PATH)
    void metrics(HttpServletResponse response) throws IOException {
        byte[] text = meters.scrape(TEXT).getBytes(StandardCharsets.UTF_8);
        response.setHeader("Content-Type", TEXT);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
