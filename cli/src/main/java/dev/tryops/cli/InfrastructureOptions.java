package dev.tryops.cli;

import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which environment on AWS, and where the checkout tells of it. */
final class InfrastructureOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Parameters(
            paramLabel = "ENV",
            arity = "0..1",
            description = "The environment. Otherwise ENVIRONMENT, else " + Defaults.ENVIRONMENT + ".")
    private @Nullable String environment;

    @Option(
            names = "--infrastructure",
            paramLabel = "DIR",
            description = "The folder of the infrastructure (default: infra-cdktf).")
    private @Nullable Path infrastructure;

    EnvironmentName environment(Console console) {
        try {
            return console.environmentName(environment);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** For what must not be done to whatever environment the shell happens to name. */
    EnvironmentName named(Console console) {
        if (environment == null) {
            throw usage("Name the environment");
        }
        return environment(console);
    }

    DeploymentFiles files() {
        return new DeploymentFiles(infrastructure != null ? infrastructure : DeploymentFiles.FOLDER);
    }

    Optional<EnvironmentFacts> facts(Console console) throws IOException, CorruptArtifact {
        EnvironmentName name = environment(console);
        return EnvironmentFacts.read(files().facts(name), name);
    }

    /** What synth said of the environment; that it has not run is the operator's to mend. */
    EnvironmentFacts requiredFacts(Console console) throws IOException, CorruptArtifact {
        return facts(console).orElseThrow(() -> usage(missing(console)));
    }

    String missing(Console console) {
        EnvironmentName name = environment(console);
        return "There is no %s. Run 'make synth ENVIRONMENT=%s' first".formatted(files().facts(name), name);
    }

    ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
