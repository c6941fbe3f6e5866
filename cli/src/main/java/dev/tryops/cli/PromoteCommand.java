package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "promote", description = "Serve a published version. Its bundle is checked first. Lifts a hold.")
final class PromoteCommand implements Callable<Integer>, PointerChange.Change {

    private final Console console;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    @Mixin
    private final RevisionOption expectation = new RevisionOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Parameters(
            paramLabel = "VERSION",
            arity = "0..1",
            description = "A published version; 'tryops models' lists them.")
    private @Nullable ModelVersion named;

    @Option(names = "--from", paramLabel = "ENV", description = "Instead of VERSION: what ENV serves.")
    private @Nullable String from;

    @SuppressWarnings("NullAway.Init")
    private ModelVersion version;

    PromoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if ((named == null) == (from == null)) {
            throw new ParameterException(
                    command.commandLine(), "Name either a VERSION or, with --from, an environment.");
        }
        if (named != null) {
            version = named;
            return new PointerChange(console, options, expectation).run(this);
        }
        return switch (servedIn(other())) {
            case Served.By served -> {
                version = served.version();
                yield new PointerChange(console, options, expectation).run(this);
            }
            case Served.Not not -> {
                console.err().println(not.why());
                yield ExitCode.REFUSED.code();
            }
        };
    }

    private EnvironmentName other() {
        try {
            EnvironmentName other = new EnvironmentName(String.valueOf(from));
            if (!other.equals(options.store.environment(console))) {
                return other;
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
        throw new ParameterException(command.commandLine(), "--from names the very environment to promote to.");
    }

    /** What a reader would serve there: a pointer that passes every check, and its own bundle. */
    private Served servedIn(EnvironmentName other) {
        ModelRegistry registry = options.store.registry(console);
        return switch (registry.serving(other)) {
            case PointerState.Absent absent ->
                new Served.Not(new Objection(Objection.NOTHING_SERVES, "Nothing serves in " + other + " yet"));
            case PointerState.Corrupt corrupt ->
                new Served.Not(new Objection(Reason.POINTER_CORRUPT.code(), corrupt.detail()));
            case PointerState.InForce inForce ->
                registry.refusalOf(inForce, other, Optional.empty())
                        .or(() -> registry.fetch(inForce.pointer()) instanceof Refusal r
                                ? Optional.of(r)
                                : Optional.empty())
                        .<Served>map(refusal ->
                                new Served.Not(new Objection(refusal.reason().code(), refusal.detail())))
                        .orElseGet(() -> new Served.By(inForce.pointer().modelVersion()));
        };
    }

    private sealed interface Served {
        record By(ModelVersion version) implements Served {}

        record Not(Objection why) implements Served {}
    }

    @Override
    public String question(PointerState expected) {
        return "Serve " + version;
    }

    @Override
    public PromotionResult apply(
            ModelRegistry registry, EnvironmentName environment, PointerState expected, Justification why) {
        return SoundBundle.required(registry, version, () -> registry.promote(environment, version, expected, why));
    }

    /** A person named the version: it is meant whatever serves by now. */
    @Override
    public boolean stillMeant(PointerState first, PointerState now) {
        return true;
    }
}
