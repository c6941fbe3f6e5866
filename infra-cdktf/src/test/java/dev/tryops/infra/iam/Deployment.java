package dev.tryops.infra.iam;

import dev.tryops.infra.Resource;
import dev.tryops.infra.Synthesized;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What references stand for once everything is deployed, in an account whose numbers are made up. */
final class Deployment {

    static final String ACCOUNT = "123456789012";
    static final String REGION = "us-east-1";
    static final String ISSUER = "https://oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}]+)}");
    private static final Pattern REMOTE =
            Pattern.compile("data\\.terraform_remote_state\\.([a-z]+)_state\\.outputs\\.([a-z0-9_]+)");
    private static final Pattern LOCAL = Pattern.compile("local\\.([a-z0-9_]+)");
    private static final Pattern WITHOUT_SCHEME =
            Pattern.compile("(?:replace|trimprefix)\\((.+), \"https://\"(?:, \"\")?\\)");

    private final Synthesized all;
    private final Map<String, String> known = new HashMap<>();

    Deployment(Synthesized all) {
        this.all = all;
        all.resources().forEach(this::learn);
    }

    /** The text without references. */
    String text(String text) {
        Matcher matcher = EXPRESSION.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))))
                .replace("oidc-provider/https://", "oidc-provider/");
    }

    private String value(String expression) {
        Matcher remote = REMOTE.matcher(expression);
        if (remote.matches()) {
            JsonNode output = all.stack(remote.group(1))
                    .path("output")
                    .path(remote.group(2))
                    .path("value");
            return text(output.asString());
        }
        Matcher local = LOCAL.matcher(expression);
        if (local.matches()) {
            return local(local.group(1));
        }
        Matcher withoutScheme = WITHOUT_SCHEME.matcher(expression);
        if (withoutScheme.matches()) {
            return value(withoutScheme.group(1)).replace("https://", "");
        }
        String value = known.get(expression);
        if (value == null) {
            throw new AssertionError("Nothing is known of ${" + expression + "}: add it to Deployment");
        }
        return text(value);
    }

    /** Names of locals are used once, so that it does not matter in which stack one is. */
    private String local(String name) {
        return all.stackNames().stream()
                .map(stack -> all.stack(stack).path("locals").path(name))
                .filter(JsonNode::isString)
                .map(value -> text(value.asString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No stack has a local called " + name));
    }

    private void learn(Resource resource) {
        String name = resource.text("name");
        switch (resource.type()) {
            case "data.aws_caller_identity" -> learn(resource, "account_id", ACCOUNT);
            case "aws_s3_bucket" -> {
                learn(resource, "id", resource.text("bucket"));
                learn(resource, "bucket", resource.text("bucket"));
                learn(resource, "arn", "arn:aws:s3:::" + resource.text("bucket"));
            }
            case "aws_iam_role" -> {
                learn(resource, "name", name);
                learn(resource, "arn", "arn:aws:iam::" + ACCOUNT + ":role/" + name);
            }
            case "aws_iam_policy" -> learn(resource, "arn", "arn:aws:iam::" + ACCOUNT + ":policy/" + name);
            case "aws_kms_key" -> {
                learn(resource, "key_id", resource.path().replace('/', '-'));
                learn(resource, "arn", of("kms", "key/" + resource.path().replace('/', '-')));
            }
            case "aws_ecr_repository" -> learn(resource, "arn", of("ecr", "repository/" + name));
            case "aws_cloudwatch_log_group" -> learn(resource, "arn", of("logs", "log-group:" + name));
            case "aws_iam_openid_connect_provider" ->
                learn(resource, "arn", "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + resource.text("url"));
            case "aws_eks_cluster" -> {
                learn(resource, "name", name);
                learn(resource, "arn", of("eks", "cluster/" + name));
                learn(resource, "identity[0].oidc[0].issuer", ISSUER);
            }
            default -> {
                // Nothing that policies speak of.
            }
        }
    }

    private void learn(Resource resource, String attribute, String value) {
        known.put(resource.address() + "." + attribute, value);
    }

    static String of(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ACCOUNT, resource);
    }
}
