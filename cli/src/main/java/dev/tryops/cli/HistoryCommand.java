package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.ServingPointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "history", description = "List every change of the pointer, newest first.")
final class HistoryCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Counts.class,
            defaultValue = "20",
            description = "At most N revisions (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = {
                "Only what served at TIME, such as 2026-02-08T16:00:00Z,",
                "2026-02-08T16:00 or 2026-02-08 (UTC)."
            })
    private @Nullable Instant at;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<HistoryEntry> entries = at == null
                ? store.registry(console).history(store.environment(console), limit)
                : store.registry(console).servedAt(store.environment(console), at);
        if (at != null && entries.isEmpty()) {
            console.err().println("Nothing served in " + store.environment(console) + " at " + at + ".");
            return ExitCode.FAILURE.code();
        }
        List<ServingPointer> pointers = new ArrayList<>();
        boolean whole = true;
        boolean repaired = false;
        for (HistoryEntry entry : entries) {
            switch (entry) {
                case HistoryEntry.Recorded recorded -> {
                    pointers.add(recorded.pointer());
                    repaired = recorded.pointer().isRepair();
                }
                case HistoryEntry.Unreadable gap -> {
                    String remedy = repaired ? "; the repair above replaced it" : "";
                    console.err().println("Revision " + gap.revision() + " cannot be read: " + gap.detail() + remedy);
                    whole &= repaired;
                    repaired = false;
                }
            }
        }
        if (output.json()) {
            OutputOption.print(console, pointers);
        } else {
            print(pointers);
        }
        return whole ? ExitCode.DONE.code() : ExitCode.FAILURE.code();
    }

    private void print(List<ServingPointer> pointers) {
        Table table = new Table("REVISION", "VERSION", "ACTION", "AT", "BY", "REASON");
        for (ServingPointer pointer : pointers) {
            table.add(
                    Long.toString(pointer.revision()),
                    pointer.modelVersion().value(),
                    pointer.action().name().toLowerCase(Locale.ROOT) + (pointer.hold() ? ", hold" : ""),
                    pointer.promotedAt().toString(),
                    pointer.promotedBy(),
                    pointer.promotionReason());
        }
        table.print(console.out());
    }
}
