package dev.tryops.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error as clients see it (RFC 9457): never a stack trace, a class name or a file path. {@code error} is the detail
 * once more, where clients of the Open Inference Protocol look for it.
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error,
        String instance,
        @JsonProperty("request_id") String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {

    private static final String INFERENCE_ROOT = "/v2";

    static Problem of(HttpStatus status, String detail, String instance, String requestId, List<Violation> errors) {
        String error = instance.equals(INFERENCE_ROOT) || instance.startsWith(INFERENCE_ROOT + "/") ? detail : null;
        return new Problem(
                "about:blank", status.getReasonPhrase(), status.value(), detail, error, instance, requestId, errors);
    }
}
