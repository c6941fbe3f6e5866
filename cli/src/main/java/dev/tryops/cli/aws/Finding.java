package dev.tryops.cli.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What one check found.
 *
 * @param check its name, which scripts may rely on
 * @param says what is so, and what to do if it should be otherwise
 */
public record Finding(String check, Verdict verdict, String says) {

    /** Whether a deployment may go on. */
    public enum Verdict {
        OK,
        /** It may, and somebody should know. */
        WARN,
        /** It would not end well. */
        FAIL
    }

    static Finding ok(String check, String says) {
        return new Finding(check, Verdict.OK, says);
    }

    static Finding warn(String check, String says) {
        return new Finding(check, Verdict.WARN, says);
    }

    static Finding fail(String check, String says) {
        return new Finding(check, Verdict.FAIL, says);
    }

    /** The finding of {@code look}; that AWS does not tell is known too, and stops nobody. */
    static Finding of(String check, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (AwsProblem e) {
            return warn(check, "Not known. " + e.getMessage());
        } catch (SdkException e) {
            return warn(check, "Not known: " + AwsFault.sentence(e));
        }
    }
}
