package dev.tryops.cli;

import dev.tryops.cli.aws.Caller;
import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.kms.SignatureSettings;
import dev.tryops.registry.s3.Stores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store, and which environment in it. */
final class StoreOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = {
                "A directory, file:///directory or s3://bucket[/prefix].",
                "Otherwise MODEL_STORE, else S3_BUCKET."
            })
    private @Nullable String store;

    @Option(
            names = "--environment",
            paramLabel = "ENV",
            description = "Whose pointer. Otherwise ENVIRONMENT, else " + Defaults.ENVIRONMENT + ".")
    private @Nullable String environment;

    ModelRegistry registry(Console console) {
        try {
            return new ModelRegistry(
                    Stores.open(location(console), console.environment()),
                    console.clock(),
                    SignatureSettings.policy(console.environment()));
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private StoreLocation location(Console console) {
        return StoreLocation.resolve(store, console.environment());
    }

    /** Who is to be named as the author of a change of this store. */
    String caller(Console console) {
        return Caller.arn(location(console), console.environment()).orElse(console.user());
    }

    EnvironmentName environment(Console console) {
        try {
            return console.environmentName(environment);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private ParameterException usage(IllegalArgumentException e) {
        return new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
}
