package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.each;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What roles may do, and who may take them on. Each rule holds for documents and for the data sources that make them. */
final class IdentityRules {

    private static final Set<String> POLICIES =
            Set.of("aws_iam_role_policy", "aws_iam_policy", "aws_iam_user_policy", "aws_iam_group_policy");
    private static final Set<String> ATTACHMENTS = Set.of(
            "aws_iam_role_policy_attachment",
            "aws_iam_policy_attachment",
            "aws_iam_user_policy_attachment",
            "aws_iam_group_policy_attachment");
    private static final Set<String> ROLES_AND_ATTACHMENTS =
            Stream.concat(ATTACHMENTS.stream(), Stream.of("aws_iam_role")).collect(Collectors.toUnmodifiableSet());
    private static final String SOURCE = "data.aws_iam_policy_document";
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String FULL_IAM = "arn:aws:iam::aws:policy/IAMFullAccess";

    private IdentityRules() {}

    static List<Rule> all() {
        return Stream.of(documents(), attachments(), TrustRules.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule> documents() {
        Predicate<PolicyText.Part> unrestricted = part -> part.isOnEverything() && !part.hasCondition();
        return Stream.of(
                        twins(
                                "CKV_AWS_62",
                                "CKV_AWS_1",
                                "Nobody may do everything to everything",
                                part -> part.actions().contains("*") && part.isOnEverything()),
                        twins(
                                "CKV_AWS_63",
                                "CKV_AWS_49",
                                "Nobody may do everything",
                                part -> part.actions().contains("*")),
                        twins(
                                "CKV_AWS_286",
                                "CKV_AWS_110",
                                "Nobody may raise what it may do",
                                unrestricted.and(part -> Actions.raisesPrivileges(part.actions()))),
                        twins(
                                "CKV_AWS_287",
                                "CKV_AWS_107",
                                "Nobody may ask for anyone's credentials",
                                unrestricted.and(part -> Actions.givesCredentials(part.actions()))),
                        twins(
                                "CKV_AWS_288",
                                "CKV_AWS_108",
                                "Nobody may read all that is kept",
                                unrestricted.and(part -> Actions.readsWhatIsKept(part.actions()))),
                        twins(
                                "CKV_AWS_289",
                                "CKV_AWS_109",
                                "Nobody may change all permissions",
                                unrestricted.and(part -> Actions.changesPermissions(part.actions()))),
                        twins(
                                "CKV_AWS_290",
                                "CKV_AWS_111",
                                "Nobody may write to everything",
                                unrestricted.and(part -> Actions.writes(part.actions()))),
                        twins(
                                "CKV_AWS_355",
                                "CKV_AWS_356",
                                "All resources are meant only where an action knows none of its own",
                                unrestricted.and(part -> !Actions.knowNoResource(part.actions()))),
                        twins(
                                "CKV2_AWS_40",
                                "CKV2_AWS_40",
                                "Nobody may do everything to identities",
                                part -> part.hasAny(Set.of("iam:*", "*"))))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule> attachments() {
        return List.of(
                each(
                        "CKV_AWS_274",
                        "No role is an administrator",
                        ROLES_AND_ATTACHMENTS,
                        one -> !one.is("policy_arn", ADMIN)
                                && !one.texts("managed_policy_arns").contains(ADMIN)),
                each(
                        "CKV_AWS_275",
                        "No administrator's policy is looked up",
                        "data.aws_iam_policy",
                        policy -> !policy.is("name", "AdministratorAccess") && !policy.is("arn", ADMIN)),
                each(
                        "CKV_AWS_283",
                        "No policy is made that allows something to everyone",
                        SOURCE,
                        one -> PolicyText.ofDataSource(one.body()).allows().noneMatch(PolicyText.Part::isForEveryone)),
                each(
                        "CKV2_AWS_56",
                        "No role manages all identities",
                        ATTACHMENTS,
                        one -> !one.is("policy_arn", FULL_IAM)));
    }

    /** One concern, under the ids that it has for documents and for data sources. */
    private static List<Rule> twins(String id, String sourceId, String says, Predicate<PolicyText.Part> isViolation) {
        Rule documents = each(id, says, POLICIES, one -> {
            PolicyText policy = PolicyText.of(one, "policy");
            return policy.isKnown() && policy.allows().noneMatch(isViolation);
        });
        Rule sources = each(
                sourceId,
                says,
                SOURCE,
                one -> PolicyText.ofDataSource(one.body()).allows().noneMatch(isViolation));
        return List.of(documents, sources);
    }
}
