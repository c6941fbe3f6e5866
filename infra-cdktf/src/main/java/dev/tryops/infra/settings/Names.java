package dev.tryops.infra.settings;

import dev.tryops.model.EnvironmentName;

/** The names of everything in one environment, made from the prefix that they share. */
public record Names(String prefix) {

    /** IAM allows 64 characters to a role, S3 63 to a bucket; the longest suffix takes 32. */
    static final int LONGEST_PREFIX = 31;

    /** Where terraform keeps states: an account has one of these, and every environment uses it. */
    public static final String STATE_KEY_ALIAS = "alias/terraform-state";

    /** The namespace in the cluster, and the tag. */
    public static final String NAMESPACE = "mlops";

    /** What images, node groups and log groups of the service are called. */
    public static final String API = "api";

    public static final String TRAINING = "training";

    static String prefix(String project, EnvironmentName environment) {
        return project + "-" + environment.value();
    }

    /** The prefix, a hyphen and {@code suffix}. */
    public String of(String suffix) {
        return prefix + "-" + suffix;
    }

    public String role(RoleName role) {
        return of(role.suffix());
    }

    public String cluster() {
        return of("eks");
    }

    /** The tag by which load balancers and the cluster know subnets and groups. */
    public String clusterTag() {
        return "kubernetes.io/cluster/" + cluster();
    }

    public String nodeGroup(NodeGroupSettings group) {
        return of(group.name() + "-nodes");
    }

    public String repository(String image) {
        return of(image);
    }

    /** {@code key} is {@code eks}, {@code s3}, {@code ecr} or {@code signing}. */
    public String keyAlias(String key) {
        return "alias/" + of(key);
    }

    public String modelsBucket(String account) {
        return of("models-" + account);
    }

    public String modelsLogsBucket(String account) {
        return modelsBucket(account) + "-logs";
    }

    public String predictionsBucket(String account) {
        return of("predictions-" + account);
    }

    public static String stateBucket(String account) {
        return "terraform-state-" + account;
    }

    public String vpcLogGroup() {
        return "/aws/vpc/" + prefix;
    }

    public String clusterLogGroup() {
        return "/aws/eks/" + cluster() + "/cluster";
    }

    /** Where the output of pods called {@code application} goes. */
    public String applicationLogGroup(String application) {
        return "/aws/eks/" + cluster() + "/application/" + application;
    }

    /** The limits of what the deploying role may ever do, and of the roles that it makes. */
    public String deployBoundary() {
        return of("deploy-boundary");
    }
}
