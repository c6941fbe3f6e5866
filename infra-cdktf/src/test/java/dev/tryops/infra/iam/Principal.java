package dev.tryops.infra.iam;

import java.util.Locale;

/** One entry of a principal element. */
sealed interface Principal {

    Grant of(Caller caller);

    /** All of an account, as far as the account lets them. */
    record Account(String id) implements Principal {
        @Override
        public Grant of(Caller caller) {
            String account = switch (caller) {
                case Caller.RoleSession role -> Arn.account(role.roleArn());
                case Caller.User user -> Arn.account(user.arn());
                case Caller.Service service -> "";
                case Caller.Federated federated -> "";
                case Caller.Anonymous anonymous -> "";
            };
            return account.equals(id) ? Grant.DELEGATED : Grant.NONE;
        }
    }

    /** A role, a session of one, or a user. */
    record Identity(String arn) implements Principal {
        @Override
        public Grant of(Caller caller) {
            return switch (caller) {
                case Caller.RoleSession role when role.sessionArn().equals(arn) -> Grant.DIRECT;
                case Caller.RoleSession role when role.roleArn().equals(arn) -> Grant.LIMITED;
                case Caller.User user when user.arn().equals(arn) -> Grant.DIRECT;
                default -> Grant.NONE;
            };
        }
    }

    /** A service of AWS. */
    record Service(String name) implements Principal {
        @Override
        public Grant of(Caller caller) {
            return caller.equals(new Caller.Service(name)) ? Grant.DIRECT : Grant.NONE;
        }
    }

    /** An identity provider. */
    record Federated(String provider) implements Principal {
        @Override
        public Grant of(Caller caller) {
            return caller.equals(new Caller.Federated(provider)) ? Grant.DIRECT : Grant.NONE;
        }
    }

    /** @param type the key of the principal element */
    static Principal of(String type, String value) {
        if (Glob.hasWildcard(value)) {
            throw new PolicyError("A principal is named whole, without wildcards: " + value);
        }
        return switch (type) {
            case "AWS" -> ofAws(value);
            case "Service" -> new Service(value);
            case "Federated" -> new Federated(value);
            default -> throw new PolicyError("Unknown kind of principal: " + type);
        };
    }

    private static Principal ofAws(String value) {
        if (value.matches("\\d{12}")) {
            return new Account(value);
        }
        String resource = Arn.parts(value)[5];
        if (resource.equals("root")) {
            return new Account(Arn.account(value));
        }
        String kind = resource.substring(0, resource.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "role/", "user/", "assumed-role/" -> new Identity(value);
            default -> throw new PolicyError("Unknown kind of principal: " + value);
        };
    }
}
