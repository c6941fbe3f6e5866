package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Asks, changes the pointer on exactly what was shown, and decides again if another change came first. */
final class PointerChange {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final Console console;
    private final ChangeOptions options;
    private final RevisionOption expectation;
    private final ModelRegistry registry;
    private final EnvironmentName environment;

    PointerChange(Console console, ChangeOptions options) {
        this(console, options, new RevisionOption());
    }

    PointerChange(Console console, ChangeOptions options, RevisionOption expectation) {
        this.console = console;
        this.options = options;
        this.expectation = expectation;
        this.registry = options.store.registry(console);
        this.environment = options.store.environment(console);
    }

    /** One change of the pointer, as a question and as a deed. */
    interface Change {

        /** Completes "… in production?", for the pointer that was looked at. */
        String question(PointerState expected);

        PromotionResult apply(
                ModelRegistry registry, EnvironmentName environment, PointerState expected, Justification why);

        /** Whether the change still means what it meant when {@code first} was looked at, and {@code now} stands. */
        boolean stillMeant(PointerState first, PointerState now);
    }

    int run(Change change) {
        if (!options.yes && !console.interactive()) {
            console.err().println("Nobody can be asked here; say --yes to change the pointer without a question.");
            return ExitCode.USAGE.code();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        PointerState first = registry.serving(environment);
        if (!expectation.isMetBy(first)) {
            return tooLate(first);
        }
        PointerState expected = first;
        String caller = options.store.caller(console);
        while (true) {
            if (!options.yes && !console.confirm(ask(change, expected))) {
                console.err().println("Nothing was changed.");
                return ExitCode.REFUSED.code();
            }
            PromotionResult result =
                    change.apply(registry, environment, expected, new Justification(caller, options.reason));
            if (!(result instanceof PromotionResult.LostRace) || expectation.isGiven() || System.nanoTime() > end) {
                return report(result);
            }
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS))
                    .toNanos());
            expected = registry.serving(environment);
            if (options.yes && !change.stillMeant(first, expected)) {
                return report(result);
            }
            console.err().println("Another change came first.");
        }
    }

    private int tooLate(PointerState now) {
        if (now instanceof PointerState.InForce winner) {
            return report(new PromotionResult.LostRace(winner));
        }
        console.err().println("Nothing serves in " + environment + " yet. Nothing was changed.");
        return ExitCode.LOST_RACE.code();
    }

    private String ask(Change change, PointerState expected) {
        return "%s in %s (%s)?".formatted(change.question(expected), environment, describe(expected));
    }

    private static String describe(PointerState state) {
        return switch (state) {
            case PointerState.Absent absent -> "nothing serves there yet";
            case PointerState.Corrupt corrupt -> "its pointer cannot be read";
            case PointerState.InForce inForce ->
                "now %s, revision %d"
                        .formatted(
                                inForce.pointer().modelVersion(),
                                inForce.pointer().revision());
        };
    }

    /** The version that a pointer names, if it can be read. */
    static Optional<ModelVersion> versionOf(PointerState state) {
        return state instanceof PointerState.InForce inForce
                ? Optional.of(inForce.pointer().modelVersion())
                : Optional.empty();
    }

    private int report(PromotionResult result) {
        return switch (result) {
            case PromotionResult.Promoted promoted -> {
                if (options.output.json()) {
                    OutputOption.print(console, promoted.now());
                } else {
                    console.out()
                            .printf(
                                    "The pointer of %s names %s, revision %d%s%n",
                                    environment,
                                    promoted.now().modelVersion(),
                                    promoted.now().revision(),
                                    promoted.superseded() ? " (already followed by another change)" : "");
                }
                yield ExitCode.DONE.code();
            }
            case PromotionResult.Rejected rejected -> {
                for (Objection objection : rejected.objections()) {
                    console.err().println(objection);
                }
                yield ExitCode.REFUSED.code();
            }
            case PromotionResult.LostRace lost -> {
                console.err()
                        .printf(
                                "Revision %d by %s came first; it serves %s. Nothing was changed.%n",
                                lost.winner().pointer().revision(),
                                lost.winner().pointer().promotedBy(),
                                lost.winner().pointer().modelVersion());
                yield ExitCode.LOST_RACE.code();
            }
            case PromotionResult.Unknown unknown -> {
                console.err()
                        .printf(
                                "The store did not say whether the change was made. Look for promotion_id %s in"
                                        + " 'tryops history --output json'.%n",
                                unknown.promotionId());
                yield ExitCode.OUTCOME_UNKNOWN.code();
            }
        };
    }
}
