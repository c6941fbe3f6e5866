package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.each;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Who may take a role on. */
final class TrustRules {

    private static final String ROLE = "aws_iam_role";
    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}|\\$\\{[^}]*account_id}|.*:root");
    /** A whole repository and something of it: {@code repo:owner/name:ref:…}, where ids may follow the names. */
    private static final Pattern SUBJECT = Pattern.compile("repo:[^/:*?]+/[^/:*?]+:[^*?]+");

    private TrustRules() {}

    static List<Rule> all() {
        return List.of(
                trust("CKV_AWS_60", "No role trusts everyone", PolicyText.Part::isForEveryone),
                trust(
                        "CKV_AWS_61",
                        "No role trusts all of an account",
                        part -> part.principals("AWS").stream()
                                .anyMatch(
                                        principal -> ACCOUNT.matcher(principal).matches())),
                trust(
                        "CKV_AWS_393",
                        "A role for GitHub trusts one subject",
                        part -> isGithub(part) && !trustsOneSubject(part)),
                each(
                        "CKV_AWS_358",
                        "A trust in GitHub names one subject",
                        "data.aws_iam_policy_document",
                        source -> PolicyText.ofDataSource(source.body())
                                .allows()
                                .noneMatch(part -> isGithub(part) && !trustsOneSubject(part))));
    }

    private static Rule trust(String id, String says, Predicate<PolicyText.Part> isViolation) {
        return each(id, says, Set.of(ROLE), role -> {
            PolicyText policy = PolicyText.of(role, "assume_role_policy");
            return policy.isKnown() && policy.allows().noneMatch(isViolation);
        });
    }

    private static boolean isGithub(PolicyText.Part part) {
        return !part.principals("Federated").isEmpty()
                && (part.principals("Federated").stream()
                                .anyMatch(one -> one.contains(GITHUB)
                                        || one.toLowerCase(Locale.ROOT).contains("github"))
                        || part.conditions()
                                .anyMatch(condition -> condition.key().startsWith(GITHUB)));
    }

    private static boolean trustsOneSubject(PolicyText.Part part) {
        return says(part, "sub", value -> SUBJECT.matcher(value).matches())
                && says(part, "aud", "sts.amazonaws.com"::equals);
    }

    private static boolean says(PolicyText.Part part, String claim, Predicate<String> value) {
        return part.conditions()
                .anyMatch(condition -> condition.operator().equals("StringEquals")
                        && condition.key().equals(GITHUB + ":" + claim)
                        && condition.values().size() == 1
                        && value.test(condition.values().getFirst()));
    }
}
