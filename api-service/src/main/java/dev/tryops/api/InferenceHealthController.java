package dev.tryops.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The health routes of other protocols. They say what {@code /ready} says, whatever that looks at. */
@RestController
class InferenceHealthController {

    private final ServiceController service;

    InferenceHealthController(ServiceController service) {
        this.service = service;
    }

    @GetMapping("/ping")
    ResponseEntity<Object> ping() {
        return service.ready();
    }

    @GetMapping("/v2/health/live")
    InferenceHealth live() {
        return new InferenceHealth(true, service.isReady(), null);
    }

    @GetMapping("/v2/health/ready")
    ResponseEntity<Object> ready() {
        ResponseEntity<Object> own = service.ready();
        boolean ready = own.getStatusCode().is2xxSuccessful();
        return ResponseEntity.status(own.getStatusCode())
                .headers(own.getHeaders())
                .body(new InferenceHealth(true, ready, ready ? null : "The service is not ready"));
    }

    record InferenceHealth(
            boolean live,
            boolean ready,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {}
}
