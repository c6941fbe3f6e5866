package dev.tryops.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.springframework.http.HttpStatus;

/** An error as clients see it (RFC 9457): never a stack trace, a class name or a file path. */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonProperty("request_id") String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {

    static Problem of(HttpStatus status, String detail, String instance, String requestId, List<Violation> errors) {
        return new Problem(
                "about:blank", status.getReasonPhrase(), status.value(), detail, instance, requestId, errors);
    }
}
