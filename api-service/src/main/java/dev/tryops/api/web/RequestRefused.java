package dev.tryops.api.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** A request that gets no answer but a problem, and why. */
public final class RequestRefused extends RuntimeException {

    /** So many faults of a request are listed. */
    public static final int MOST_TOLD = 100;

    private final HttpStatus status;
    private final List<Violation> violations;
    private final int retryAfterSeconds;

    private RequestRefused(HttpStatus status, String detail, List<Violation> violations, int retryAfterSeconds) {
        super(detail, null, false, false); // expected, and thrown often: no stack trace
        this.status = status;
        this.violations = List.copyOf(violations);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static RequestRefused because(HttpStatus status, String detail) {
        return new RequestRefused(status, detail, List.of(), 0);
    }

    /** Input that breaks the rules, with the violations that were found; only the first {@value #MOST_TOLD} are told. */
    public static RequestRefused invalid(List<Violation> violations) {
        String detail = violations.size() == 1
                ? violations.getFirst().message()
                : number(violations.size()) + " faults in the request, listed under 'errors'";
        List<Violation> told = violations.subList(0, Math.min(violations.size(), MOST_TOLD));
        return new RequestRefused(HttpStatus.BAD_REQUEST, detail, told, 0);
    }

    private static String number(int faults) {
        return faults > MOST_TOLD ? "More than " + MOST_TOLD : Integer.toString(faults);
    }

    /** What the request asks for is not here. */
    public static RequestRefused notFound(String detail) {
        return new RequestRefused(HttpStatus.NOT_FOUND, detail, List.of(), 0);
    }

    /** Nothing can be answered now; the client may come again. */
    public static RequestRefused unavailable(String detail, int retryAfterSeconds) {
        return new RequestRefused(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), retryAfterSeconds);
    }

    /** The client may come again, after so many seconds. */
    public static RequestRefused retry(HttpStatus status, String detail, int retryAfterSeconds) {
        return new RequestRefused(status, detail, List.of(), retryAfterSeconds);
    }

    /** A body that did not come in time. */
    public static RequestRefused tooSlow(String detail) {
        return because(HttpStatus.REQUEST_TIMEOUT, detail);
    }

    /** Whether the same request may do well later: it is not at fault. */
    public boolean isUnavailable() {
        return status == HttpStatus.SERVICE_UNAVAILABLE;
    }

    HttpStatus status() {
        return status;
    }

    List<Violation> violations() {
        return violations;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** The detail without what the client sent: violations quote it, and so may what is wrong with a token. */
    String reason() {
        if (status == HttpStatus.UNAUTHORIZED) {
            return status.getReasonPhrase();
        }
        return violations.isEmpty()
                ? detail()
                : violations.stream().map(Violation::code).distinct().collect(Collectors.joining(", "));
    }
}
