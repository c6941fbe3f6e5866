package dev.tryops.acceptance;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.TestBundles;
import java.time.Clock;

/** A process that publishes a bundle, promotes it and prints the promotion's id, on a {@link HaltingStore}. */
final class HaltingPromoter {

    private HaltingPromoter() {}

    /** Arguments: the store, the version. */
    public static void main(String[] args) {
        Store store = new Store(args[0], System.getenv());
        ModelRegistry registry = new ModelRegistry(HaltingStore.around(store.objects()), Clock.systemUTC());
        ModelVersion version = new ModelVersion(args[1]);
        registry.publish(TestBundles.bundle(version));
        PromotionResult result = registry.promote(
                Store.PRODUCTION, version, registry.serving(Store.PRODUCTION), new Justification("promoter", "test"));
        System.out.println(((PromotionResult.Promoted) result).now().promotionId());
    }
}
