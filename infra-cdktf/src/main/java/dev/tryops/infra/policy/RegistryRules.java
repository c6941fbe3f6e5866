package dev.tryops.infra.policy;

import static dev.tryops.infra.policy.Rule.each;

import java.util.List;

/** The registry of images. */
final class RegistryRules {

    private static final String REPOSITORY = "aws_ecr_repository";

    private RegistryRules() {}

    static List<Rule> all() {
        return List.of(
                each(
                        "CKV_AWS_32",
                        "A repository of images is open to nobody unnamed",
                        "aws_ecr_repository_policy",
                        policy -> PolicyText.of(policy, "policy").isKnown()
                                && PolicyText.of(policy, "policy").allows().noneMatch(PolicyText.Part::isForEveryone)),
                each(
                        "CKV_AWS_51",
                        "A tag of an image never moves",
                        REPOSITORY,
                        repository -> repository.is("image_tag_mutability", "IMMUTABLE")),
                each(
                        "CKV_AWS_136",
                        "Images are encrypted with a key of ours",
                        REPOSITORY,
                        repository -> repository.is("encryption_configuration.encryption_type", "KMS")
                                && repository.has("encryption_configuration.kms_key")),
                each(
                        "CKV_AWS_163",
                        "An image is scanned when it is pushed",
                        REPOSITORY,
                        repository -> repository.isTrue("image_scanning_configuration.scan_on_push")));
    }
}
