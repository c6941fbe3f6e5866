package dev.tryops.api.drift;

import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.RequestRefused;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the latest check found, from memory. */
@RestController
class DriftController {

    private final DriftMonitor monitor;

    DriftController(DriftMonitor monitor) {
        this.monitor = monitor;
    }

    @GetMapping("/v1/monitoring/drift")
    ResponseEntity<DriftReport> drift() {
        DriftReport report = monitor.current()
                .map(Watch::report)
                .orElseThrow(() -> RequestRefused.unavailable("No model is loaded yet", 1));
        return ResponseEntity.ok()
                .header(ApiHeaders.MODEL_VERSION, report.modelVersion())
                .body(report);
    }
}
