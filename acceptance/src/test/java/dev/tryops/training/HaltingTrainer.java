package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.acceptance.HaltingStore;
import dev.tryops.registry.s3.Stores;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** The training job as it is, but that it dies where this JVM's options order it: in a store's operation, or a step. */
public final class HaltingTrainer {

    private static final String STEP = "halt.step";

    private HaltingTrainer() {}

    /** What makes a JVM of its own halt when it begins {@code step}. */
    public static String atStep(String step) {
        return "-D" + STEP + "=" + step;
    }

    public static void main(String[] args) {
        String step = System.getProperty(STEP);
        System.exit(TrainingApplication.run(
                        args,
                        System.getenv(),
                        step == null
                                ? System.out
                                : watched(
                                        System.out,
                                        step,
                                        () -> Runtime.getRuntime().halt(99)),
                        System.err,
                        (location, variables) -> {
                            var store = Stores.open(location, variables);
                            return step == null ? HaltingStore.around(store) : store;
                        })
                .code());
    }

    /** {@code out}, which does {@code what} when a run begins {@code step} on it. */
    public static PrintStream watched(PrintStream out, String step, Runnable what) {
        return new PrintStream(out, true, UTF_8) {
            @Override
            public void print(@Nullable String text) {
                super.print(text);
                if (text != null && text.matches("[ \\d/]*" + step + " +")) {
                    flush();
                    what.run();
                }
            }
        };
    }
}
