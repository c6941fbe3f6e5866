package dev.tryops.infra.iam;

/** Amazon's names: {@code arn:partition:service:region:account:resource}, where the resource may have colons of its own. */
final class Arn {

    private static final int PARTS = 6;
    private static final int ACCOUNT = 4;

    private Arn() {}

    static boolean isArn(String text) {
        return text.startsWith("arn:") && text.split(":", PARTS).length == PARTS;
    }

    /** The account that owns what is named; empty for names without one, such as a bucket's. */
    static String account(String arn) {
        return parts(arn)[ACCOUNT];
    }

    /** Part by part, so that a wildcard in one part never reaches into the next. */
    static boolean matches(String pattern, String arn) {
        String[] wanted = parts(pattern);
        String[] actual = arn.split(":", PARTS);
        if (actual.length != PARTS) {
            return false;
        }
        for (int i = 0; i < PARTS; i++) {
            if (!Glob.matches(wanted[i], actual[i])) {
                return false;
            }
        }
        return true;
    }

    static String[] parts(String arn) {
        String[] parts = arn.split(":", PARTS);
        if (parts.length != PARTS || !parts[0].equals("arn")) {
            throw new PolicyError("Not an ARN: " + arn);
        }
        return parts;
    }
}
