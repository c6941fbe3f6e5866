package dev.tryops.infra.iam;

import dev.tryops.infra.Resource;
import dev.tryops.infra.Synthesized;
import dev.tryops.infra.iam.Policy.Kind;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.RoleName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An environment's account, as it would be after a deployment: who may do what there? */
final class DeployedAccount {

    private static final Names NAMES = Environments.PRODUCTION.settings().names();

    private final Synthesized all;
    private final Deployment deployment;

    private DeployedAccount(Synthesized all) {
        this.all = all;
        this.deployment = new Deployment(all);
    }

    static DeployedAccount production() {
        return of(Synthesized.production());
    }

    static DeployedAccount of(Synthesized all) {
        return new DeployedAccount(all);
    }

    /** Somebody who has taken the role on. */
    static Caller as(RoleName role) {
        return Caller.role(arn(role));
    }

    static String arn(RoleName role) {
        return "arn:aws:iam::" + Deployment.ACCOUNT + ":role/" + NAMES.role(role);
    }

    static String named(String suffix) {
        return NAMES.of(suffix);
    }

    static String models(String key) {
        return "arn:aws:s3:::" + NAMES.modelsBucket(Deployment.ACCOUNT) + key;
    }

    static String predictions(String key) {
        return "arn:aws:s3:::" + NAMES.predictionsBucket(Deployment.ACCOUNT) + key;
    }

    static String repository(String image) {
        return Deployment.of("ecr", "repository/" + NAMES.repository(image));
    }

    /** The key with this alias; {@code s3} stands for that of the environment's buckets. */
    String key(String alias) {
        Resource known = all.resources("aws_kms_alias").stream()
                .filter(one -> one.text("name").equals(NAMES.keyAlias(alias)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No key has the alias " + NAMES.keyAlias(alias)));
        return Deployment.of("kms", "key/" + deployment.text(known.text("target_key_id")));
    }

    /** What an administrator with every permission may do: only what a resource's own policy forbids is left. */
    Decision administrator(String action, String resource, String... context) {
        Policy everything = Policy.of(
                Kind.IDENTITY,
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
        Caller caller = Caller.user("arn:aws:iam::" + Deployment.ACCOUNT + ":user/administrator");
        return at(Access.of(everything), action, resource).decide(request(caller, action, resource, context));
    }

    /** What a service of AWS may do on its own. */
    Decision service(String name, String action, String resource, String... context) {
        return at(Access.of(), action, resource).decide(request(Caller.service(name), action, resource, context));
    }

    /** What somebody with a token of an identity provider may do. */
    Decision token(String provider, RoleName role, String... claims) {
        String arn = "arn:aws:iam::" + Deployment.ACCOUNT + ":oidc-provider/" + provider;
        String action = "sts:AssumeRoleWithWebIdentity";
        return at(Access.of(), action, arn(role)).decide(request(Caller.federated(arn), action, arn(role), claims));
    }

    /** @param context keys and values in turn */
    Decision decide(RoleName role, String action, String resource, String... context) {
        return at(access(role), action, resource).decide(request(as(role), action, resource, context));
    }

    boolean may(RoleName role, String action, String resource, String... context) {
        return decide(role, action, resource, context).isAllowed();
    }

    private Request request(Caller caller, String action, String resource, String... context) {
        Request request = Request.of(caller, action, resource);
        for (int i = 0; i < context.length; i += 2) {
            request = request.with(context[i], context[i + 1]);
        }
        if (resource.startsWith(Deployment.of("kms", "key/"))) {
            request = request.with("kms:ResourceAliases", aliases(resource).toArray(String[]::new))
                    .with("kms:CallerAccount", Deployment.ACCOUNT);
        }
        return request;
    }

    private List<String> aliases(String key) {
        return all.resources("aws_kms_alias").stream()
                .filter(one -> key.endsWith("key/" + deployment.text(one.text("target_key_id"))))
                .map(one -> one.text("name"))
                .toList();
    }

    private Access access(RoleName name) {
        Resource role = all.resources("aws_iam_role").stream()
                .filter(one -> one.text("name").equals(NAMES.role(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No role is called " + NAMES.role(name)));
        Access access = Access.of(identityPolicies(role).toArray(Policy[]::new));
        String boundary = deployment.text(role.text("permissions_boundary"));
        return boundary.isEmpty() ? access : access.boundedBy(Policy.of(Kind.BOUNDARY, managed(boundary)));
    }

    private Stream<Policy> identityPolicies(Resource role) {
        String name = role.text("name");
        Stream<String> own = all.resources("aws_iam_role_policy").stream()
                .filter(one -> deployment.text(one.text("role")).equals(name))
                .map(one -> deployment.text(one.text("policy")));
        Stream<String> attached = all.resources("aws_iam_role_policy_attachment").stream()
                .filter(one -> deployment.text(one.text("role")).equals(name))
                .map(one -> managed(deployment.text(one.text("policy_arn"))));
        return Stream.concat(own, attached).map(json -> Policy.of(Kind.IDENTITY, json));
    }

    private String managed(String arn) {
        return all.resources("aws_iam_policy").stream()
                .filter(one -> arn.endsWith(":policy/" + one.text("name")))
                .findFirst()
                .map(one -> deployment.text(one.text("policy")))
                .orElseThrow(() -> new PolicyError("AWS keeps " + arn + ": what it allows is not known here"));
    }

    /** With the policy that hangs on the resource, if one does; a role's trust policy is about taking it on alone. */
    private Access at(Access access, String action, String resource) {
        Optional<Policy> policy = resource.startsWith("arn:aws:s3:::")
                ? bucketPolicy(resource.split(":::|/")[1])
                : resource.contains(":key/")
                        ? keyPolicy(resource)
                        : action.startsWith("sts:") ? trust(resource) : repositoryPolicy(resource);
        return policy.map(access::on).orElse(access);
    }

    private Optional<Policy> bucketPolicy(String bucket) {
        return all.resources("aws_s3_bucket_policy").stream()
                .filter(one -> deployment.text(one.text("bucket")).equals(bucket))
                .findFirst()
                .map(one -> Policy.of(Kind.RESOURCE, deployment.text(one.text("policy"))));
    }

    private Optional<Policy> keyPolicy(String arn) {
        return all.resources("aws_kms_key").stream()
                .filter(one -> arn.endsWith("key/" + one.path().replace('/', '-')))
                .findFirst()
                .map(one -> Policy.of(Kind.KEY, deployment.text(one.text("policy"))));
    }

    private Optional<Policy> trust(String arn) {
        return all.resources("aws_iam_role").stream()
                .filter(one -> arn.endsWith(":role/" + one.text("name")))
                .findFirst()
                .map(one -> Policy.of(Kind.TRUST, deployment.text(one.text("assume_role_policy"))));
    }

    private Optional<Policy> repositoryPolicy(String arn) {
        return all.resources("aws_ecr_repository_policy").stream()
                .filter(one -> arn.endsWith(":repository/" + deployment.text(one.text("repository"))))
                .findFirst()
                .map(one -> Policy.of(Kind.RESOURCE, deployment.text(one.text("policy"))));
    }

    /** Every policy that hangs anywhere, read, so that one which IAM would refuse is noticed. */
    List<Policy> everyPolicy() {
        return Stream.of(
                        read(Kind.IDENTITY, "aws_iam_role_policy", "policy"),
                        read(Kind.IDENTITY, "aws_iam_policy", "policy"),
                        read(Kind.TRUST, "aws_iam_role", "assume_role_policy"),
                        read(Kind.KEY, "aws_kms_key", "policy"),
                        read(Kind.RESOURCE, "aws_s3_bucket_policy", "policy"),
                        read(Kind.RESOURCE, "aws_ecr_repository_policy", "policy"),
                        read(Kind.ENDPOINT, "aws_vpc_endpoint", "policy"))
                .flatMap(policies -> policies)
                .toList();
    }

    private Stream<Policy> read(Kind kind, String type, String attribute) {
        return all.resources(type).stream()
                .filter(one -> !one.text(attribute).isEmpty())
                .map(one -> {
                    try {
                        return Policy.of(kind, deployment.text(one.text(attribute)));
                    } catch (PolicyError e) {
                        throw new AssertionError(one + ": " + e.getMessage(), e);
                    }
                });
    }
}
