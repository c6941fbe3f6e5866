package dev.tryops.api.console;

import dev.tryops.api.console.Answers.HistoryAnswer;
import dev.tryops.api.console.Answers.ModelAnswer;
import dev.tryops.api.console.Answers.ReloadsAnswer;
import dev.tryops.api.serving.ModelSwapped;
import dev.tryops.api.serving.ReloadEnded;
import dev.tryops.api.serving.ServingProperties;
import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the console shows, and whoever else asks. No request reads the store. */
@RestController
class MonitoringController {

    private static final double MILLIS = 1e3;
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    /** A report is a page of its own without a script, whatever is written in it; only this service may frame it. */
    private static final String REPORT_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'self'";

    private final Archive archive;
    private final ReloadRecord reloads;
    private final Traffic traffic;
    private final Clock clock;
    private final double intervalSeconds;

    private volatile @Nullable LiveModel live;

    MonitoringController(
            Archive archive, ReloadRecord reloads, Traffic traffic, ServingProperties serving, Clock clock) {
        this.archive = archive;
        this.reloads = reloads;
        this.traffic = traffic;
        this.clock = clock;
        this.intervalSeconds = serving.interval().toMillis() / MILLIS;
    }

    @EventListener
    void ended(ReloadEnded look) {
        reloads.follow(look.outcome(), clock.instant(), look.took());
    }

    @EventListener
    void swapped(ModelSwapped swap) {
        live = new LiveModel(swap, clock.instant());
        archive.follow(swap.pointer());
    }

    @GetMapping("/v1/monitoring/model")
    ResponseEntity<ModelAnswer> model() {
        return answer(Answers.model(serving(), archive.previous()));
    }

    @GetMapping("/v1/monitoring/history")
    ResponseEntity<HistoryAnswer> history() {
        return answer(Answers.history(archive.history()));
    }

    @GetMapping("/v1/monitoring/reloads")
    ResponseEntity<ReloadsAnswer> reloads() {
        return answer(new ReloadsAnswer(reloads.lookedAt(), intervalSeconds, reloads.entries()));
    }

    @GetMapping("/v1/monitoring/traffic")
    ResponseEntity<Traffic.Totals> traffic() {
        return answer(traffic.totals(clock.instant()));
    }

    @GetMapping("/v1/monitoring/report")
    void report(HttpServletResponse response) throws IOException {
        Archive.Report report = reportOf(serving());
        response.setHeader("Content-Security-Policy", REPORT_POLICY);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader(ApiHeaders.MODEL_VERSION, report.version().value());
        response.setContentType(HTML.toString());
        response.setContentLength(report.html().length);
        response.getOutputStream().write(report.html());
    }

    private Archive.Report reportOf(LiveModel serving) {
        Held<Optional<Archive.Report>> report = archive.report();
        if (report.value() != null) {
            return report.value()
                    .orElseThrow(() -> RequestRefused.notFound(serving.version() + " was published without a report"));
        }
        String fault = report.fault();
        int interval = (int) Math.max(1, Math.ceil(intervalSeconds));
        throw fault == null
                ? RequestRefused.unavailable("The report is being read", 1)
                : RequestRefused.unavailable("The report cannot be shown: " + fault, interval);
    }

    private LiveModel serving() {
        LiveModel serving = live;
        if (serving == null) {
            throw RequestRefused.unavailable("No model is loaded yet", 1);
        }
        return serving;
    }

    private <T> ResponseEntity<T> answer(T body) {
        LiveModel serving = live;
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        return serving == null
                ? ok.body(body)
                : ok.header(ApiHeaders.MODEL_VERSION, serving.version()).body(body);
    }
}
