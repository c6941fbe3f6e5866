package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.among;
import static dev.tryops.infra.policy.Rule.each;

import java.util.List;

/** Keys, and the logs that they encrypt. */
final class KeyRules {

    private static final String KEY = "aws_kms_key";
    private static final String LOG_GROUP = "aws_cloudwatch_log_group";
    private static final int YEAR = 365;

    private KeyRules() {}

    static List<Rule> all() {
        return List.of(
                each(
                        "CKV_AWS_7",
                        "A symmetric key is rotated",
                        KEY,
                        key -> !isSymmetric(key) || key.isTrue("enable_key_rotation")),
                each(
                        "CKV_AWS_33",
                        "A key's policy allows nothing to everyone",
                        KEY,
                        key -> PolicyText.of(key, "policy").isKnown()
                                && PolicyText.of(key, "policy").allows().noneMatch(PolicyText.Part::isForEveryone)),
                each("CKV_AWS_227", "A key is enabled", KEY, key -> !key.is("is_enabled", "false")),
                among(
                        "CKV2_AWS_64",
                        "A key has a policy of its own",
                        KEY,
                        (template, key) -> key.has("policy") || template.isReferred(key, "aws_kms_key_policy")),
                each("CKV_AWS_66", "A log group says how long it keeps", LOG_GROUP, group -> retention(group) >= 0),
                each(
                        "CKV_AWS_158",
                        "A log group is encrypted with a key of ours",
                        LOG_GROUP,
                        group -> group.has("kms_key_id")),
                each(
                        "CKV_AWS_338",
                        "A log group keeps for a year at least",
                        LOG_GROUP,
                        group -> retention(group) == 0 || retention(group) >= YEAR));
    }

    private static boolean isSymmetric(Resource key) {
        String spec = Resource.text(key.get("customer_master_key_spec"));
        return spec.isEmpty() || spec.equals("SYMMETRIC_DEFAULT");
    }

    /** In days; 0 is for ever, and -1 is not said. */
    private static int retention(Resource group) {
        String days = Resource.text(group.get("retention_in_days"));
        return days.matches("\\d{1,6}") ? Integer.parseInt(days) : -1;
    }
}
