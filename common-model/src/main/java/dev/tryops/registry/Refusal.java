package dev.tryops.registry;

/** Why a pointer or a bundle is not served, or not even written, with a sentence for the log. */
public record Refusal(Reason reason, String detail) implements FetchResult, ObjectResult, PublishResult, SignResult {

    @Override
    public String toString() {
        return reason.code() + ": " + detail;
    }
}
