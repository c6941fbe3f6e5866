package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "unhold", description = "Let automatic promotion resume after a rollback; what serves stays.")
final class UnholdCommand implements Callable<Integer>, PointerChange.Change {

    private final Console console;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    @Mixin
    private final RevisionOption expectation = new RevisionOption();

    UnholdCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new PointerChange(console, options, expectation).run(this);
    }

    @Override
    public String question(PointerState expected) {
        return "Lift the hold";
    }

    @Override
    public PromotionResult apply(
            ModelRegistry registry, EnvironmentName environment, PointerState expected, Justification why) {
        return registry.unhold(environment, expected, why);
    }

    /** Another rollback that came first is another hold, which nobody has asked to lift. */
    @Override
    public boolean stillMeant(PointerState first, PointerState now) {
        return PointerChange.versionOf(first).equals(PointerChange.versionOf(now));
    }
}
