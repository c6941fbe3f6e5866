package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Objection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Take back a version that 'tryops prune' has marked and not yet deleted.")
final class RestoreCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Parameters(paramLabel = "VERSION", description = "A version that is marked for deletion.")
    @SuppressWarnings("NullAway.Init")
    private ModelVersion version;

    RestoreCommand(Console console) {
        this.console = console;
    }

    /** What {@code --output json} shows. */
    record Restored(ModelVersion modelVersion, boolean restored) {}

    @Override
    public Integer call() {
        OptionalInt refusal = consent.refusal(console, "Restore " + version + "?");
        if (refusal.isPresent()) {
            return refusal.getAsInt();
        }
        List<Objection> objections = store.registry(console).pruning().restore(version);
        if (!objections.isEmpty()) {
            objections.forEach(console.err()::println);
            return ExitCode.REFUSED.code();
        }
        if (output.json()) {
            OutputOption.print(console, new Restored(version, true));
        } else {
            console.out().println(version + " is no longer marked for deletion.");
        }
        return ExitCode.DONE.code();
    }
}
