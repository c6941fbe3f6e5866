package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.TestBundles;
import dev.tryops.registry.s3.Stores;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A process that calls {@code tryops} again and again until it is killed, at a time of its own. */
public final class RestlessOperator {

    /** Printed once its first command is done. */
    public static final String READY = "ready";

    private static final List<String> ENVIRONMENTS = List.of("production", "staging");
    private static final Set<Integer> EXPECTED =
            Set.of(ExitCode.DONE.code(), ExitCode.REFUSED.code(), ExitCode.LOST_RACE.code());
    private static final int NEWEST = 5;
    private static final int LONGEST_REST_MILLIS = 400;

    private final Console console;
    private final Clock clock;
    private final ModelRegistry registry;
    private final Random random;

    private RestlessOperator(Clock clock, Map<String, String> variables, Random random) {
        this.clock = clock;
        this.random = random;
        this.registry = new ModelRegistry(Stores.open(StoreLocation.resolve(null, variables), variables), clock);
        this.console = new Console(
                new PrintStream(OutputStream.nullOutputStream()),
                System.err,
                new BufferedReader(Reader.nullReader()),
                false,
                "crowd",
                variables,
                clock);
    }

    /** Arguments: {@code prune} or {@code promote}, by how many minutes its clock is ahead, a seed. */
    public static void main(String[] args) {
        RestlessOperator operator = new RestlessOperator(
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(Long.parseLong(args[1]))),
                System.getenv(),
                new Random(Long.parseLong(args[2])));
        Runnable work = args[0].equals("prune") ? operator::prune : operator::change;
        work.run();
        System.out.println(READY);
        while (true) {
            work.run();
        }
    }

    private void prune() {
        run("prune", "--keep", "1", "--keep-history", "10", "--grace", "10m", "--yes");
        LockSupport.parkNanos(random.nextInt(LONGEST_REST_MILLIS) * 1_000_000L); // leaves the others some versions
    }

    private void change() {
        String environment = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                ModelVersion fresh = ModelVersion.draw(clock.instant(), random);
                registry.publish(TestBundles.bundle(fresh));
                promote(fresh, environment); // while a prune is about to mark it
            }
            case 3 -> run("rollback", "--environment", environment, "--reason", "soak", "--yes");
            case 4, 5 -> {
                ModelVersion marked = any();
                run("restore", marked.value(), "--yes");
                promote(marked, environment);
            }
            default -> promote(any(), environment);
        }
    }

    private void promote(ModelVersion version, String environment) {
        run("promote", version.value(), "--environment", environment, "--reason", "soak", "--yes");
    }

    /** A published version, as often as not one of the newest, which no prune has marked yet. */
    private ModelVersion any() {
        List<ModelVersion> versions = registry.versions().toList();
        int among = random.nextBoolean() ? Math.min(NEWEST, versions.size()) : versions.size();
        return versions.get(versions.size() - 1 - random.nextInt(among));
    }

    /** A marked or deleted version is refused, and a rollback may come too late; anything else ends the process. */
    private void run(String... args) {
        int code = Tryops.run(console, args);
        if (!EXPECTED.contains(code)) {
            System.err.println(String.join(" ", args) + " ended with " + code);
            System.exit(code);
        }
    }
}
