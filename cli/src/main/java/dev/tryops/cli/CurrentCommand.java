package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.ServingPointer;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "current", description = "Show the pointer: which version serves, since when, and why.")
final class CurrentCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    CurrentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        EnvironmentName environment = store.environment(console);
        return switch (store.registry(console).serving(environment)) {
            case PointerState.InForce inForce -> {
                show(inForce.pointer());
                yield ExitCode.DONE.code();
            }
            case PointerState.Absent absent -> {
                console.err().println("Nothing serves in " + environment + " yet.");
                yield ExitCode.FAILURE.code();
            }
            case PointerState.Corrupt corrupt -> {
                console.err().println("pointer_corrupt: " + corrupt.detail());
                yield ExitCode.FAILURE.code();
            }
        };
    }

    private void show(ServingPointer pointer) {
        if (output.json()) {
            OutputOption.print(console, pointer);
            return;
        }
        String path = pointer.rollbackPath().stream().map(Object::toString).collect(Collectors.joining(", "));
        Table table = new Table("version", pointer.modelVersion().value());
        table.add("environment", pointer.environment().value());
        table.add("revision", Long.toString(pointer.revision()));
        table.add("action", pointer.action().name().toLowerCase(java.util.Locale.ROOT));
        table.add("promoted at", pointer.promotedAt().toString());
        table.add("promoted by", pointer.promotedBy());
        table.add("reason", pointer.promotionReason());
        table.add("rollback path", path.isEmpty() ? "(empty)" : path);
        table.add("hold", pointer.hold() ? "yes: automatic promotion is refused until 'tryops unhold'" : "no");
        table.print(console.out());
    }
}
