package dev.tryops.training;

import dev.tryops.acceptance.HaltingStore;
import dev.tryops.registry.s3.Stores;

/** The training job as it is, on a store in one of whose operations it dies. */
public final class HaltingTrainer {

    private HaltingTrainer() {}

    public static void main(String[] args) {
        System.exit(TrainingApplication.run(
                        args,
                        System.getenv(),
                        System.out,
                        System.err,
                        (location, variables) -> HaltingStore.around(Stores.open(location, variables)))
                .code());
    }
}
