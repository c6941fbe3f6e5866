package dev.tryops.cli;

import dev.tryops.cli.aws.Releasing;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.deployment.ReleasedImage;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.model.ExitCode;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "release",
        description = {
            "Decide which images an environment runs: the newest that were pushed, or those of one commit.",
            "Writes their digests into infra-cdktf/releases/ENV.json, for review, and tags them release-ENV-N."
        })
final class ReleaseCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final InfrastructureOptions options = new InfrastructureOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "The images of this commit, such as sha-8ff7556, instead of the newest.")
    private @Nullable String tag;

    @Option(names = "--older", description = "Also go back to images that were pushed before those that run.")
    private boolean older;

    @Option(names = "--dry-run", description = "Say what would be released, and change nothing.")
    private boolean dryRun;

    @Option(names = "--api-repository", paramLabel = "NAME", description = "Otherwise what synth wrote.")
    private @Nullable String apiRepository;

    @Option(names = "--training-repository", paramLabel = "NAME", description = "Otherwise what synth wrote.")
    private @Nullable String trainingRepository;

    ReleaseCommand(Console console) {
        this.console = console;
    }

    /** What {@code --output json} prints. */
    private record Answer(
            EnvironmentName environment,
            String tag,
            ReleasedImage api,
            ReleasedImage training,
            String releaseTag,
            int tagged,
            boolean written,
            boolean dryRun) {}

    @Override
    public Integer call() throws IOException, CorruptArtifact {
        EnvironmentName environment = options.environment(console);
        Path file = options.files().release(environment);
        return switch (Releasing.run(order(environment), file, console.environment())) {
            case Releasing.Result.Refused refused -> {
                console.err().println(refused.reason());
                yield ExitCode.REFUSED.code();
            }
            case Releasing.Result.Released released -> {
                print(released, file);
                yield ExitCode.DONE.code();
            }
        };
    }

    private Releasing.Order order(EnvironmentName environment) throws IOException, CorruptArtifact {
        Optional<EnvironmentFacts> facts = options.facts(console);
        return new Releasing.Order(
                environment,
                facts.map(EnvironmentFacts::region).orElseGet(this::regionOfTheEnvironment),
                facts.map(EnvironmentFacts::account).orElse(null),
                repository(apiRepository, facts, EnvironmentFacts.Repositories::api),
                repository(trainingRepository, facts, EnvironmentFacts.Repositories::training),
                tag,
                older,
                dryRun);
    }

    private String repository(
            @Nullable String option,
            Optional<EnvironmentFacts> facts,
            Function<EnvironmentFacts.Repositories, String> ofFacts) {
        return option != null
                ? option
                : facts.map(EnvironmentFacts::repositories)
                        .map(ofFacts)
                        .orElseThrow(() ->
                                options.usage(options.missing(console) + ", or name both repositories and AWS_REGION"));
    }

    private String regionOfTheEnvironment() {
        String region = console.environment().getOrDefault(EnvironmentVariables.AWS_REGION, "");
        if (region.isBlank()) {
            throw options.usage(options.missing(console) + ", or name both repositories and AWS_REGION");
        }
        return region;
    }

    private void print(Releasing.Result.Released done, Path file) {
        if (output.json()) {
            OutputOption.print(
                    console,
                    new Answer(
                            done.release().environment(),
                            done.release().tag(),
                            done.release().api(),
                            done.release().training(),
                            done.releaseTag(),
                            done.tagged(),
                            done.written(),
                            done.dryRun()));
            return;
        }
        String suffix = done.dryRun() ? " (dry run: nothing was changed)" : "";
        console.out()
                .printf(
                        "%s of %s, as %s%s%n",
                        done.release().tag(), done.release().environment(), done.releaseTag(), suffix);
        console.out().println("api       " + done.release().api().reference());
        console.out().println("training  " + done.release().training().reference());
        if (!done.written()) {
            console.out().println(file + " says so already");
        } else if (!done.dryRun()) {
            console.out().println("Recorded in " + file + ": have it reviewed, then synthesize and deploy");
        }
    }
}
