package dev.tryops.cli.aws;

import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** An error answer of AWS, or none at all, in words for the person who has to mend it. */
final class AwsFault {

    private AwsFault() {}

    /** The code that AWS gave, if it gave an answer. */
    static Optional<String> code(SdkException e) {
        return e instanceof AwsServiceException answered && answered.awsErrorDetails() != null
                ? Optional.ofNullable(answered.awsErrorDetails().errorCode())
                : Optional.empty();
    }

    static String sentence(SdkException e) {
        Optional<String> code = code(e);
        if (code.isPresent() && e instanceof AwsServiceException answered) {
            return "%s (HTTP %d): %s%s"
                    .formatted(
                            code.get(),
                            answered.statusCode(),
                            String.valueOf(answered.awsErrorDetails().errorMessage())
                                    .replaceFirst("\\.$", ""),
                            advice(code.get()));
        }
        if (e instanceof ApiCallTimeoutException) {
            return "no answer in time";
        }
        if (String.valueOf(e.getMessage()).startsWith("Unable to load credentials")) {
            return "no AWS credentials are at hand. Sign in, or set AWS_PROFILE";
        }
        return innermost(e);
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnknownHostException
                ? "the name of the server cannot be resolved: " + cause.getMessage()
                : String.valueOf(cause.getMessage());
    }

    private static String advice(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        if (lower.contains("expired") || lower.contains("unrecognizedclient") || lower.contains("invalidclienttoken")) {
            return ". Check the credentials";
        }
        return lower.contains("accessdenied") ? ". Check what the role is allowed" : "";
    }
}
