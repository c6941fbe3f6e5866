package dev.tryops.training;

import dev.tryops.model.FeatureSchema;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A published model that a run makes again, to see whether the same comes out. What was ordered then is recorded in its
 * metadata as the arguments that a model depends on.
 */
record Recorded(FetchResult.Fetched bundle) {

    /** The hyper-parameter that holds the arguments. */
    static final String ARGUMENTS = "arguments";

    /** What says where a model goes and how a run is told of, but not what the model is. */
    private static final Set<String> IRRELEVANT = Set.of(
            "--store",
            "--environment",
            "--policy",
            "--rule",
            "--allow-schema-change",
            "--auto-promote",
            "--work-dir",
            "--job-repository",
            "--output",
            "--metrics-file",
            "--push-metrics",
            "--verify");

    /** What was typed of all that a model depends on, in the order of the options. */
    static List<String> argumentsOf(CommandLine.ParseResult typed) {
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : typed.matchedOptions()) {
            if (!IRRELEVANT.contains(option.longestName()) && !arguments.contains(option.longestName())) {
                record(option, arguments);
            }
        }
        return arguments;
    }

    private static void record(OptionSpec option, List<String> arguments) {
        if (option.arity().max() == 0) {
            arguments.add(option.longestName());
            return;
        }
        for (String value : option.originalStringValues()) {
            arguments.add(option.longestName());
            arguments.add(value);
        }
    }

    /** The version's bundle; an {@link IllegalArgumentException} says why it cannot be made again. */
    static Recorded of(ModelVersion version, ModelRegistry registry) {
        return switch (registry.fetch(version)) {
            case Refusal refusal -> throw new IllegalArgumentException(refusal.detail());
            case FetchResult.Fetched bundle -> new Recorded(bundle);
        };
    }

    /** The options of then, with the data where it lies now, if it was moved. */
    TrainingOptions options(CommandLineOptions now, Map<String, String> variables) {
        if (!(metadata().hyperparameters().get(ARGUMENTS) instanceof List<?> arguments)) {
            throw new IllegalArgumentException(version()
                    + " does not say with which options it was trained: it was published by an earlier release");
        }
        CommandLineOptions then = new CommandLineOptions();
        new CommandLine(then).parseArgs(arguments.stream().map(String::valueOf).toArray(String[]::new));
        then.takePlaces(now);
        return then.checked(variables);
    }

    ModelVersion version() {
        return metadata().modelVersion();
    }

    ModelMetadata metadata() {
        return bundle.metadata();
    }

    FeatureSchema schema() {
        return metadata().schema().features();
    }
}
