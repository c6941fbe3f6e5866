package dev.tryops.registry.s3;

import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an error answer of S3 means, told by its code: the status alone does not tell a missing key from a missing bucket. */
enum S3Fault {
    PRECONDITION_FAILED,
    NO_SUCH_KEY,
    NOT_MODIFIED,
    /** Another conditional write was under way; nothing was written, and the same request may be sent again. */
    CONFLICT,
    /** The request was understood and not carried out: repeating it changes nothing. */
    NOT_ALLOWED,
    OTHER;

    private static final Set<String> DENIALS = Set.of(
            "AccessDenied",
            "AllAccessDisabled",
            "AccountProblem",
            "ExpiredToken",
            "InvalidAccessKeyId",
            "InvalidToken",
            "NoSuchBucket",
            "PermanentRedirect",
            "SignatureDoesNotMatch",
            "KMS.DisabledException",
            "KMS.NotFoundException");

    static S3Fault of(S3Exception e) {
        if (e.statusCode() == 304) {
            return NOT_MODIFIED; // has no body, and so no code
        }
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return switch (code == null ? "" : code) {
            case "PreconditionFailed" -> PRECONDITION_FAILED;
            case "NoSuchKey" -> NO_SUCH_KEY;
            case "ConditionalRequestConflict" -> CONFLICT;
            case String other when DENIALS.contains(other) -> NOT_ALLOWED;
            default -> OTHER;
        };
    }

    /** The fault in words for a person who has to mend it. */
    static String sentence(SdkException e) {
        if (e instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
            String code = String.valueOf(answered.awsErrorDetails().errorCode());
            return "%s (HTTP %d)%s".formatted(code, answered.statusCode(), advice(code));
        }
        if (e instanceof ApiCallTimeoutException) {
            return "no answer in time";
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnknownHostException
                ? "the name of the server cannot be resolved: " + cause.getMessage()
                : String.valueOf(cause.getMessage());
    }

    private static String advice(String code) {
        return switch (code) {
            case "AccessDenied" -> ". Check the role's policy for this bucket and its key";
            case "NoSuchBucket" -> ". Check MODEL_STORE or S3_BUCKET";
            case "ExpiredToken", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
                ". Check the credentials";
            default -> "";
        };
    }
}
