package dev.tryops.infra.generic;

import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.eks_cluster.EksCluster;
import com.hashicorp.cdktf.providers.aws.iam_openid_connect_provider.IamOpenidConnectProvider;

/**
 * Everything that Terraform and its provider for AWS know and our bindings do not, which were made for the provider's
 * version 5.23. Each is an override that no compiler checks: few, listed here, and tested.
 */
public final class NewerAttributes {

    /** The first Terraform whose state bucket locks itself, without a table in DynamoDB. */
    private static final String TERRAFORM = ">= 1.11";

    private static final String AWS_PROVIDER = "~> 5.100";

    private NewerAttributes() {}

    /** Which Terraform and which provider this is written for. */
    public static void versions(TerraformStack stack) {
        stack.addOverride("terraform.required_version", TERRAFORM);
        stack.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER);
    }

    /** Locks the state in the bucket that keeps it. */
    public static void lockInBucket(TerraformStack stack) {
        stack.addOverride("terraform.backend.s3.use_lockfile", true);
    }

    /** Leaves the bucket to {@code terraform init -backend-config}; the bindings insist on one. */
    @SuppressWarnings("NullAway") // an override with null leaves the attribute out
    public static void withoutBucket(TerraformStack stack) {
        stack.addOverride("terraform.backend.s3.bucket", null);
    }

    /** AWS looks an issuer's certificate up itself since 2023; the bindings insist on a fingerprint. */
    public static void withoutThumbprints(IamOpenidConnectProvider provider) {
        remove(provider, "thumbprint_list");
    }

    /** Who comes in is said by access entries alone, and not even the cluster's creator comes in without one. */
    public static void authenticateByAccessEntries(EksCluster cluster) {
        cluster.addOverride("access_config.authentication_mode", "API");
        cluster.addOverride("access_config.bootstrap_cluster_creator_admin_permissions", false);
    }

    /** Behind the end of standard support the cluster stays as it is, at a higher price, until somebody upgrades it. */
    public static void keepVersionInExtendedSupport(EksCluster cluster) {
        cluster.addOverride("upgrade_policy.support_type", "EXTENDED");
    }

    @SuppressWarnings("NullAway") // an override with null leaves the attribute out
    private static void remove(TerraformElement element, String attribute) {
        element.addOverride(attribute, null);
    }
}
