package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "repair",
        description = {
            "Rebuild a pointer that is gone, cannot be read or is refused, from the history.",
            "What was found stays in the history. Automatic promotion is held until 'tryops unhold'."
        })
final class RepairCommand implements Callable<Integer>, PointerChange.Change {

    private final Console console;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    @Parameters(
            paramLabel = "VERSION",
            arity = "0..1",
            description = "What to serve. Otherwise what the newest sound entry of the history served.")
    private @Nullable ModelVersion version;

    RepairCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new PointerChange(console, options).run(this);
    }

    @Override
    public String question(PointerState expected) {
        return version == null ? "Repair the pointer" : "Repair the pointer and serve " + version;
    }

    @Override
    public PromotionResult apply(
            ModelRegistry registry, EnvironmentName environment, PointerState expected, Justification why) {
        return registry.repair(environment, expected, Optional.ofNullable(version), why);
    }

    /** Whoever came first has repaired it. */
    @Override
    public boolean stillMeant(PointerState first, PointerState now) {
        return false;
    }
}
