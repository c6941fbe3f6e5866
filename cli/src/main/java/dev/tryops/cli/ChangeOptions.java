package dev.tryops.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that moves a pointer takes. */
final class ChangeOptions {

    @Mixin
    final StoreOptions store = new StoreOptions();

    @Mixin
    final OutputOption output = new OutputOption();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            converter = ReasonText.class,
            description = "Why; it is kept in the history.")
    @SuppressWarnings("NullAway.Init")
    String reason;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. If another change comes first, try again on top of it for up to a minute.")
    boolean yes;
}
