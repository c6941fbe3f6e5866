package dev.tryops.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operators' command as a process. */
final class Tryops {

    private Tryops() {}

    static Program start(Store store, String... args) {
        return start(Checkout.java(), store, args);
    }

    /** Changes that it makes will name {@code user}. */
    static Program startAs(String user, Store store, String... args) {
        return start(Checkout.java("-Duser.name=" + user), store, args);
    }

    private static Program start(List<String> java, Store store, String... args) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-jar", Checkout.CLI_JAR.toString()));
        command.addAll(List.of(args));
        Map<String, String> variables = new HashMap<>(store.variables());
        variables.put("MODEL_STORE", store.location());
        return Program.start(Checkout.ROOT, variables, command);
    }

    static Ended run(Store store, String... args) {
        return ended(start(store, args));
    }

    /** With a heap of {@code megabytes} at most. */
    static Ended runIn(int megabytes, Store store, String... args) {
        return ended(start(Checkout.java("-Xmx" + megabytes + "m"), store, args));
    }

    private static Ended ended(Program started) {
        try (Program program = started) {
            return new Ended(program.await(60), program.output());
        }
    }

    /** How it ended, and what it wrote. */
    record Ended(int code, String output) {}
}
