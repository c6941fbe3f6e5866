package dev.tryops.cli;

import dev.tryops.cli.aws.Finding;
import dev.tryops.cli.aws.Finding.Verdict;
import dev.tryops.cli.aws.Preflight;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.model.ExitCode;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "preflight",
        description = {
            "Look, before deploying, at what would stop it halfway: account, quotas, what exists already, whether the",
            "cluster can be reached, whether the release is there and signed, support and price. Changes nothing.",
            "Ends with 4 if a check fails."
        })
final class PreflightCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final InfrastructureOptions options = new InfrastructureOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    PreflightCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CorruptArtifact {
        EnvironmentFacts facts = options.requiredFacts(console);
        LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
        List<Finding> findings = Preflight.run(facts, options.files(), today, console.environment());
        if (output.json()) {
            OutputOption.print(console, findings);
        } else {
            findings.forEach(this::print);
        }
        boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
        return (failed ? ExitCode.REFUSED : ExitCode.DONE).code();
    }

    private void print(Finding finding) {
        String verdict = "%-4s".formatted(finding.verdict().name().toUpperCase(Locale.ROOT));
        String painted = switch (finding.verdict()) {
            case OK -> Paint.green(console, verdict);
            case WARN -> verdict;
            case FAIL -> Paint.red(console, verdict);
        };
        console.out().printf("%s  %-20s  %s%n", painted, finding.check(), finding.says());
    }
}
