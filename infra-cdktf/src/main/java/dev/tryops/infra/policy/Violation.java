package dev.tryops.infra.policy;

/**
 * A rule that does not hold.
 *
 * @param address the resource as Terraform and Checkov name it
 * @param path the construct that made it
 */
record Violation(String id, String says, String stack, String address, String path) {

    @Override
    public String toString() {
        return "%s: %s (%s, %s)".formatted(id, says, path, address);
    }
}
