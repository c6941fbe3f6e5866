package dev.tryops.infra.stacks;

import dev.tryops.model.EnvironmentName;
import java.util.Locale;

/** The stacks in the order in which they are deployed. */
public enum StackName {
    BOOTSTRAP,
    FOUNDATION,
    GITHUB,
    CLUSTER,
    PLATFORM;

    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of the stack's state: one for each stack and environment. */
    String stateKey(EnvironmentName environment) {
        return "mlops/%s/%s.tfstate".formatted(environment.value(), value());
    }
}
