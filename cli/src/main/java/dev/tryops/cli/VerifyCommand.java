package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.StoreAudit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Check digests, pointers and the history's hash chain, and name every fault.",
            "Without VERSION and --all: the environment's pointer, what it needs, and its history.",
            "Ends with 0 if all is sound, with 4 if there is a fault."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Only the bundle of this version.")
    private @Nullable ModelVersion version;

    @Option(names = "--all", description = "Every bundle and every environment.")
    private boolean all;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (all && version != null) {
            throw new ParameterException(command.commandLine(), "Name either a VERSION or --all.");
        }
        StoreAudit audit = store.registry(console).audit();
        StoreAudit.Report report;
        if (version != null) {
            report = audit.of(version);
        } else {
            report = all ? audit.all() : audit.of(store.environment(console));
        }
        if (output.json()) {
            OutputOption.print(console, report);
        } else {
            print(report);
        }
        return report.sound() ? ExitCode.DONE.code() : ExitCode.REFUSED.code();
    }

    private void print(StoreAudit.Report report) {
        for (StoreAudit.Fault fault : report.faults()) {
            console.out()
                    .println(Paint.red(console, fault.reason().code()) + ": " + fault.key() + ": " + fault.detail());
        }
        report.pruned()
                .forEach(gone -> console.out()
                        .println(gone.modelVersion() + ": pruned"
                                + (gone.prunedAt() == null ? "" : " on " + gone.prunedAt())));
        report.notes().forEach(console.out()::println);
        console.out()
                .printf(
                        "%s: %d bundles, %d revisions, %d faults%n",
                        report.sound() ? Paint.green(console, "sound") : Paint.red(console, "not sound"),
                        report.bundles(),
                        report.revisions(),
                        report.faults().size());
    }
}
