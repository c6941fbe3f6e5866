package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Pruning;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "prune",
        description = {
            "Mark versions that nothing refers to, and delete those that were marked before the grace.",
            "What pointers, rollback paths and the kept history of any environment name stays."
        })
final class PruneCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--keep",
            paramLabel = "N",
            required = true,
            converter = Counts.class,
            description = "Keep the newest N versions in any case.")
    private int keep;

    @Option(
            names = "--keep-history",
            paramLabel = "N",
            converter = Counts.class,
            defaultValue = "50",
            description =
                    "Keep what the last N revisions of each environment name (default: ${DEFAULT-VALUE}, at least "
                            + Pruning.LEAST_HISTORY + ").")
    private int keepHistory;

    @Option(
            names = "--grace",
            paramLabel = "SPAN",
            converter = Grace.class,
            defaultValue = "24h",
            description = "From mark to deletion, such as 90m, 24h or 7d (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration grace;

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Pruning pruning = store.registry(console).pruning();
        Pruning.Rules rules = rules();
        Pruning.Result plan = pruning.plan(rules);
        if (dryRun || !(plan instanceof Pruning.Result.Pruned planned)) {
            return report(plan);
        }
        OptionalInt refusal = consent.refusal(console, question(planned));
        return refusal.isPresent() ? refusal.getAsInt() : report(pruning.run(rules, store.caller(console)));
    }

    private Pruning.Rules rules() {
        try {
            return new Pruning.Rules(keep, keepHistory, grace);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String question(Pruning.Result.Pruned plan) {
        return "Mark %d versions, delete %d versions and %d orphaned objects, keep %d versions?"
                .formatted(
                        plan.marked().size(),
                        plan.deleted().size(),
                        plan.orphans().size(),
                        plan.kept());
    }

    private int report(Pruning.Result result) {
        return switch (result) {
            case Pruning.Result.Rejected rejected -> {
                rejected.objections().forEach(console.err()::println);
                yield ExitCode.REFUSED.code();
            }
            case Pruning.Result.Pruned pruned -> {
                if (output.json()) {
                    OutputOption.print(console, pruned);
                } else {
                    print(pruned);
                }
                yield ExitCode.DONE.code();
            }
        };
    }

    private void print(Pruning.Result.Pruned pruned) {
        list(pruned.marked(), pruned.dryRun() ? "would be marked" : "marked; 'tryops restore' unmarks it");
        list(pruned.waiting(), "marked before, waits for the end of the grace");
        list(pruned.unmarked(), pruned.dryRun() ? "would be unmarked: it is needed" : "unmarked: it is needed");
        list(pruned.deleted(), pruned.dryRun() ? "would be deleted" : "deleted");
        pruned.orphans()
                .forEach(key ->
                        console.out().println(key + ": orphan, " + (pruned.dryRun() ? "would be deleted" : "deleted")));
        console.out()
                .printf(
                        "%d marked, %d waiting, %d deleted, %d kept%s%n",
                        pruned.marked().size(),
                        pruned.waiting().size(),
                        pruned.deleted().size(),
                        pruned.kept(),
                        pruned.dryRun() ? " (dry run: nothing was changed)" : "");
    }

    private void list(List<ModelVersion> versions, String what) {
        versions.forEach(version -> console.out().println(version + ": " + what));
    }
}
