package dev.tryops.infra.iam;

import java.util.Map;

/** Who asks. */
public sealed interface Caller {

    /** What AWS itself tells of the caller in the context of a request. */
    Map<String, String> context();

    /** Somebody who has assumed a role; what the session was named is seldom of interest. */
    record RoleSession(String roleArn, String session) implements Caller {

        public RoleSession {
            if (!Arn.parts(roleArn)[5].startsWith("role/")) {
                throw new PolicyError("Not a role: " + roleArn);
            }
        }

        /** Sessions are named without the role's path. */
        String sessionArn() {
            String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
            return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(Arn.account(roleArn), name, session);
        }

        @Override
        public Map<String, String> context() {
            return ofAccount(roleArn);
        }
    }

    /** A user with keys of its own. */
    record User(String arn) implements Caller {

        public User {
            if (!Arn.parts(arn)[5].startsWith("user/")) {
                throw new PolicyError("Not a user: " + arn);
            }
        }

        @Override
        public Map<String, String> context() {
            return ofAccount(arn);
        }
    }

    /** A service of AWS that acts by itself, such as {@code logs.us-east-1.amazonaws.com}. */
    record Service(String name) implements Caller {

        @Override
        public Map<String, String> context() {
            return Map.of("aws:PrincipalIsAWSService", "true", "aws:PrincipalServiceName", name);
        }
    }

    /** Somebody with a token of an identity provider, who has no role yet. */
    record Federated(String provider) implements Caller {

        @Override
        public Map<String, String> context() {
            return Map.of("aws:PrincipalIsAWSService", "false");
        }
    }

    /** Somebody without credentials. */
    record Anonymous() implements Caller {

        @Override
        public Map<String, String> context() {
            return Map.of("aws:PrincipalIsAWSService", "false");
        }
    }

    static Caller role(String arn) {
        return new RoleSession(arn, "a-session");
    }

    static Caller user(String arn) {
        return new User(arn);
    }

    static Caller service(String name) {
        return new Service(name);
    }

    static Caller federated(String provider) {
        return new Federated(provider);
    }

    private static Map<String, String> ofAccount(String arn) {
        return Map.of(
                "aws:PrincipalArn",
                arn,
                "aws:PrincipalAccount",
                Arn.account(arn),
                "aws:PrincipalIsAWSService",
                "false");
    }
}
