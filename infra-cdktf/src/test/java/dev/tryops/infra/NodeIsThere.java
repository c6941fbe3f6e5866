package dev.tryops.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says whether there is a Node that can synthesize. */
final class NodeIsThere implements ExecutionCondition {

    private static final int OLDEST = 20;
    private static final String NODE = version();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Matcher major = Pattern.compile("v(\\d+)\\.").matcher(NODE);
        if (major.lookingAt() && Integer.parseInt(major.group(1)) >= OLDEST) {
            return ConditionEvaluationResult.enabled("Node " + NODE);
        }
        String problem = "Synthesis needs Node %d or newer on the PATH, and there is %s".formatted(OLDEST, NODE);
        if ("1".equals(System.getenv("REQUIRE_NODE"))) {
            throw new IllegalStateException(problem + ". REQUIRE_NODE=1 makes that a failure");
        }
        return ConditionEvaluationResult.disabled(problem);
    }

    private static String version() {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(node.getInputStream().readNBytes(100), UTF_8).strip();
            return node.waitFor(10, TimeUnit.SECONDS) ? answer : "one that does not answer";
        } catch (IOException e) {
            return "none";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "none";
        }
    }
}
