package dev.tryops.cli;

import dev.tryops.cli.TeardownPlan.Step;
import dev.tryops.cli.aws.Emptied;
import dev.tryops.cli.aws.Teardown;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "teardown",
        description = {
            "Take an environment down, in the order in which nothing hangs: says what is to be done, empties the versioned",
            "buckets itself once no load balancer is left, and gives the commands for the rest. Run it again after each step."
        })
final class TeardownCommand implements Callable<Integer> {

    private static final long TOLD_EVERY = 10_000;

    private final Console console;

    @Mixin
    private final InfrastructureOptions options = new InfrastructureOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--yes-destroy",
            paramLabel = "NAME",
            description = "The environment's name once more, instead of typing it at a terminal.")
    private @Nullable String consent;

    TeardownCommand(Console console) {
        this.console = console;
    }

    /** What {@code --output json} prints. */
    private record Answer(
            EnvironmentName environment, String account, boolean dryRun, List<Step> steps, List<Emptied> emptied) {}

    @Override
    public Integer call() throws IOException, CorruptArtifact {
        EnvironmentName environment = options.named(console);
        EnvironmentFacts facts = options.requiredFacts(console);
        try (Teardown aws = Teardown.open(facts, console.environment())) {
            TeardownPlan plan = TeardownPlan.of(facts, aws);
            print(environment, aws, plan);
            if (dryRun) {
                return answer(environment, aws, plan, List.of(), ExitCode.DONE);
            }
            OptionalInt refusal = refusal(environment, plan);
            return refusal.isPresent() ? refusal.getAsInt() : empty(environment, aws, plan);
        }
    }

    /** The exit code to end with, before anything was changed. */
    private OptionalInt refusal(EnvironmentName environment, TeardownPlan plan) {
        OptionalInt unwilling = new TypedName(console, consent).refusal(environment);
        if (unwilling.isPresent()) {
            return unwilling;
        }
        if (plan.isBlocked()) {
            console.err()
                    .println("A load balancer of the cluster is left, so its workloads still answer. Nothing was "
                            + "emptied: remove the workloads, wait until it is gone, and run this again");
            return OptionalInt.of(ExitCode.REFUSED.code());
        }
        return OptionalInt.empty();
    }

    private int empty(EnvironmentName environment, Teardown aws, TeardownPlan plan) {
        List<Emptied> emptied = new ArrayList<>();
        for (Teardown.Bucket bucket : aws.buckets()) {
            if (bucket.contents().filter(contents -> !contents.isEmpty()).isPresent()) {
                Emptied done = aws.empty(bucket, progress(bucket.name()));
                emptied.add(done);
                report(done);
            }
        }
        boolean all = emptied.stream().allMatch(Emptied::empty);
        if (all && !output.json()) {
            console.out().println("The buckets are empty. What is left to do is above, behind them");
        }
        return answer(environment, aws, plan, emptied, all ? ExitCode.DONE : ExitCode.FAILURE);
    }

    private LongConsumer progress(String bucket) {
        long[] told = {0};
        return deleted -> {
            if (deleted - told[0] >= TOLD_EVERY) {
                told[0] = deleted;
                console.err().printf(Locale.ROOT, "%s: %,d deleted%n", bucket, deleted);
            }
        };
    }

    private void report(Emptied done) {
        if (!output.json()) {
            console.out().printf(Locale.ROOT, "%s: %,d deleted%n", done.bucket(), done.deleted());
        }
        done.failures()
                .forEach((code, count) ->
                        console.err().printf(Locale.ROOT, "%s: %,d are left: %s%n", done.bucket(), count, code));
        done.examples().forEach(example -> console.err().println("  " + example));
        if (!done.empty()) {
            console.err()
                    .println(done.bucket() + " is not empty. Mend what is said above, or wait until nobody writes to "
                            + "it, and run this again: it goes on where it stopped");
        }
    }

    private void print(EnvironmentName environment, Teardown aws, TeardownPlan plan) {
        if (output.json()) {
            return;
        }
        console.out().printf("Teardown of %s in the account %s, in this order:%n", environment, aws.account());
        plan.steps().forEach(this::print);
    }

    private void print(Step step) {
        String who = switch (step.state()) {
            case DONE -> "done";
            case BY_HAND -> "by hand";
            case HERE -> "by this command";
        };
        console.out().printf("  %s (%s): %s%n", step.step(), who, step.says());
        step.commands().forEach(command -> console.out().println("      " + command));
    }

    private int answer(
            EnvironmentName environment, Teardown aws, TeardownPlan plan, List<Emptied> emptied, ExitCode code) {
        if (output.json()) {
            OutputOption.print(console, new Answer(environment, aws.account(), dryRun, plan.steps(), emptied));
        } else if (dryRun) {
            console.out().println("Dry run: nothing was changed");
        }
        return code.code();
    }
}
