package dev.tryops.infra.identity;

import java.util.Set;

/**
 * The actions that may be allowed on all resources, because IAM knows no resource to name (AWS's service authorization
 * reference has none in their line). All of them look; two do more and are bound by what they are: a login to registries
 * whose use is granted for each repository, and metrics, which need a condition on their namespace.
 */
public final class Unscoped {

    private static final Set<String> ACTIONS = Set.of(
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeAutoScalingInstances",
            "autoscaling:DescribeLaunchConfigurations",
            "autoscaling:DescribeScalingActivities",
            "autoscaling:DescribeTags",
            "cloudwatch:PutMetricData",
            "ec2:DescribeAddresses",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeFlowLogs",
            "ec2:DescribeImages",
            "ec2:DescribeInstances",
            "ec2:DescribeInstanceTypeOfferings",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeInternetGateways",
            "ec2:DescribeLaunchTemplateVersions",
            "ec2:DescribeLaunchTemplates",
            "ec2:DescribeManagedPrefixLists",
            "ec2:DescribeNatGateways",
            "ec2:DescribeNetworkAcls",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribePrefixLists",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroupRules",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeTags",
            "ec2:DescribeVpcEndpoints",
            "ec2:DescribeVpcEndpointServices",
            "ec2:DescribeVpcs",
            "ecr:GetAuthorizationToken",
            "eks:DescribeAddonVersions",
            "eks:ListClusters",
            "elasticloadbalancing:DescribeLoadBalancers",
            "kms:ListAliases",
            "kms:ListKeys",
            "sts:GetCallerIdentity");

    private Unscoped() {}

    /** All of them, for tests of policies. */
    public static Set<String> actions() {
        return ACTIONS;
    }

    static void check(String action) {
        if (!ACTIONS.contains(action)) {
            throw new IllegalArgumentException(
                    "%s is not one of the actions without a resource: name its resources".formatted(action));
        }
    }
}
