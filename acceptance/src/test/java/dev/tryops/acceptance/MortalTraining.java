package dev.tryops.acceptance;

import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import dev.tryops.training.HaltingTrainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same training, started again and again, which dies as it is told to. */
record MortalTraining(Store store, List<String> args, Map<String, String> variables) {

    /** Dies when it begins {@code step}. */
    String dieAt(String step) {
        return run(HaltingStore.DEAD, List.of(HaltingTrainer.atStep(step)));
    }

    /** Dies around its {@code n}-th write to the store. */
    String dieInWrite(int n, When when) {
        return run(HaltingStore.DEAD, HaltingStore.options(n, when, Counted.WRITES));
    }

    String succeed() {
        return run(0, HaltingStore.options(0, When.AFTER, Counted.WRITES));
    }

    String run(int exit, List<String> options) {
        List<String> command = new ArrayList<>(Checkout.java());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(HaltingTrainer.class.getName(), "--store", store.location(), "--policy", "local"));
        command.addAll(args);
        Map<String, String> all = new HashMap<>(store.variables());
        all.putAll(variables);
        try (Program program = Program.start(Checkout.ROOT, all, command)) {
            int code = program.await(90);
            if (code != exit) {
                throw new AssertionError("exit code %d, not %d:%n%s".formatted(code, exit, program.output()));
            }
            return program.output();
        }
    }
}
