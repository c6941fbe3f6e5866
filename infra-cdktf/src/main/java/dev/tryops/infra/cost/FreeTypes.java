package dev.tryops.infra.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types of resources that cost nothing themselves, each with the reason. */
final class FreeTypes {

    private static final Map<String, String> REASONS = new HashMap<>();

    static {
        free(
                "networks are free; what runs in them and leaves them is not",
                "aws_default_network_acl",
                "aws_default_route_table",
                "aws_default_security_group",
                "aws_internet_gateway",
                "aws_network_acl",
                "aws_network_acl_association",
                "aws_network_acl_rule",
                "aws_route",
                "aws_route_table",
                "aws_route_table_association",
                "aws_security_group",
                "aws_security_group_rule",
                "aws_subnet",
                "aws_vpc",
                "aws_vpc_endpoint_policy",
                "aws_vpc_endpoint_route_table_association",
                "aws_vpc_endpoint_security_group_association",
                "aws_vpc_endpoint_subnet_association",
                "aws_vpc_security_group_egress_rule",
                "aws_vpc_security_group_ingress_rule");
        free(
                "identities and permissions are free",
                "aws_eks_access_entry",
                "aws_eks_access_policy_association",
                "aws_eks_pod_identity_association",
                "aws_iam_openid_connect_provider",
                "aws_iam_policy",
                "aws_iam_role",
                "aws_iam_role_policy",
                "aws_iam_role_policy_attachment",
                "aws_iam_service_linked_role");
        free("a name of a key, or its policy", "aws_kms_alias", "aws_kms_key_policy");
        free("Amazon's own add-ons are free; they run on the nodes", "aws_eks_addon");
        free("priced with the nodes that are started from it", "aws_launch_template");
        free(
                "priced by what is used, from the usage file",
                "aws_cloudwatch_log_group",
                "aws_ecr_repository",
                "aws_s3_bucket");
        free("what it writes is among the logs of the usage file", "aws_flow_log");
        free(
                "a setting of what is priced by use",
                "aws_ecr_lifecycle_policy",
                "aws_ecr_repository_policy",
                "aws_s3_bucket_lifecycle_configuration",
                "aws_s3_bucket_logging",
                "aws_s3_bucket_notification",
                "aws_s3_bucket_ownership_controls",
                "aws_s3_bucket_policy",
                "aws_s3_bucket_public_access_block",
                "aws_s3_bucket_server_side_encryption_configuration",
                "aws_s3_bucket_versioning");
        free(
                "of GitHub, not AWS",
                "github_actions_environment_secret",
                "github_actions_environment_variable",
                "github_actions_secret",
                "github_actions_variable",
                "github_repository_environment",
                "github_repository_environment_deployment_policy");
        free("what it installs runs on the nodes; its load balancer is in the usage file", "helm_release");
        free("Terraform's own", "null_resource", "terraform_data");
    }

    private FreeTypes() {}

    static Optional<String> reason(String type) {
        return Optional.ofNullable(REASONS.get(type));
    }

    private static void free(String reason, String... types) {
        List.of(types).forEach(type -> REASONS.put(type, reason));
    }
}
