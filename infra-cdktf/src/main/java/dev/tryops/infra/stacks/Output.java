package dev.tryops.infra.stacks;

import java.util.Locale;

/** What a stack tells the others and its operators. Who gives it and who reads it use the same constant. */
interface Output {

    StackName stack();

    String name();

    default String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
