package dev.tryops.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operators' command as a process. */
final class Tryops {

    private Tryops() {}

    static Program start(Store store, String... args) {
        return startAs("operator", store, args);
    }

    /** Changes that it makes will name {@code user}. */
    static Program startAs(String user, Store store, String... args) {
        List<String> command =
                new ArrayList<>(Checkout.java("-Duser.name=" + user, "-jar", Checkout.CLI_JAR.toString()));
        command.addAll(List.of(args));
        Map<String, String> variables = new HashMap<>(store.variables());
        variables.put("MODEL_STORE", store.location());
        return Program.start(Checkout.ROOT, variables, command);
    }
}
