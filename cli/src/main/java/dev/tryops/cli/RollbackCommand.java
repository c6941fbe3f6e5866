package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rollback",
        description = "Serve the version before, and hold automatic promotion until 'tryops unhold'.")
final class RollbackCommand implements Callable<Integer>, PointerChange.Change {

    private final Console console;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    @Mixin
    private final RevisionOption expectation = new RevisionOption();

    RollbackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new PointerChange(console, options, expectation).run(this);
    }

    @Override
    public String question(PointerState expected) {
        return headOfPath(expected).map(v -> "Roll back to " + v).orElse("Roll back");
    }

    @Override
    public PromotionResult apply(
            ModelRegistry registry, EnvironmentName environment, PointerState expected, Justification why) {
        return headOfPath(expected)
                .map(head -> SoundBundle.required(registry, head, () -> registry.rollback(environment, expected, why)))
                .orElseGet(() -> registry.rollback(environment, expected, why));
    }

    /**
     * The version to leave is the one that was looked at. If another change came first, a second try could leave a good
     * version, or return to the very one that was to be left.
     */
    @Override
    public boolean stillMeant(PointerState first, PointerState now) {
        return PointerChange.versionOf(first).equals(PointerChange.versionOf(now))
                && headOfPath(first).equals(headOfPath(now));
    }

    private static Optional<ModelVersion> headOfPath(PointerState state) {
        return state instanceof PointerState.InForce inForce
                ? inForce.pointer().rollbackPath().stream().findFirst()
                : Optional.empty();
    }
}
