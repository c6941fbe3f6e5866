package dev.tryops.acceptance;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import java.io.IOException;

/** A process that promotes one version so many times, with retry, and prints the id of each success. Waits for a byte first, so that several start together. */
final class Promoter {

    static final String READY = "ready";
    static final String LOST = "lost races: ";

    private static final int MAX_ATTEMPTS = 100_000;

    private Promoter() {}

    public static void main(String[] args) throws IOException {
        ModelRegistry registry = new Store(args[0], System.getenv()).registry();
        ModelVersion version = new ModelVersion(args[1]);
        int wanted = Integer.parseInt(args[2]);
        System.out.println(READY);
        System.in.read(); // until all are ready
        int done = 0;
        int lost = 0;
        for (int attempt = 0; done < wanted && attempt < MAX_ATTEMPTS; attempt++) {
            PointerState expected = registry.serving(Store.PRODUCTION);
            switch (registry.promote(Store.PRODUCTION, version, expected, new Justification("promoter", "race"))) {
                case PromotionResult.Promoted promoted -> {
                    System.out.println(promoted.now().promotionId());
                    done++;
                }
                case PromotionResult.LostRace race -> lost++; // decided again on what the winner left
                case PromotionResult.Rejected rejected -> throw new AssertionError(rejected);
                case PromotionResult.Unknown unknown -> throw new AssertionError(unknown);
            }
        }
        System.out.println(LOST + lost);
        if (done < wanted) {
            throw new AssertionError("Only " + done + " promotions in " + MAX_ATTEMPTS + " attempts");
        }
    }
}
