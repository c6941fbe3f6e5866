package dev.tryops.infra.identity;

/**
 * ARNs from names, for policies that must not wait for what they speak of.
 *
 * @param account the account's number, or the token that stands for it
 */
public record Arns(String region, String account) {

    public String root() {
        return "arn:aws:iam::" + account + ":root";
    }

    public String role(String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    public String policy(String name) {
        return "arn:aws:iam::" + account + ":policy/" + name;
    }

    public String oidcProvider(String host) {
        return "arn:aws:iam::" + account + ":oidc-provider/" + host;
    }

    public static String bucket(String name) {
        return "arn:aws:s3:::" + name;
    }

    public static String objects(String bucket, String prefix) {
        return bucket(bucket) + "/" + prefix + "*";
    }

    public String repository(String name) {
        return of("ecr", "repository/" + name);
    }

    public String logGroup(String name) {
        return of("logs", "log-group:" + name);
    }

    /** Anything of this region and account: {@code of("ec2", "flow-log/*")}. */
    public String of(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, region, account, resource);
    }

    /** The service's name in {@code kms:ViaService}. */
    public String via(String service) {
        return service + "." + region + ".amazonaws.com";
    }
}
