package dev.tryops.infra.buckets;

import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.registry.KeyPrefix;
import software.constructs.Construct;

/** Where predictions and what became of them are kept, for a time; how good models turned out to be stays. */
final class PredictionBucket {

    /** Days for which what was replaced or deleted can be brought back: people have a right to be forgotten. */
    private static final int REPLACED = 30;

    private PredictionBucket() {}

    static SecureBucket create(Construct scope, String name, Encryption encryption, InfraSettings settings) {
        int expiry = settings.buckets().predictionsExpiry();
        return new SecureBucket(
                        scope,
                        "predictions",
                        name,
                        encryption,
                        settings.options().teardown())
                .policy()
                .lifecycle(
                        Lifecycle.old("old-predictions", KeyPrefix.PREDICTIONS, expiry),
                        Lifecycle.old("old-feedback", KeyPrefix.FEEDBACK, expiry),
                        Lifecycle.replaced(REPLACED),
                        Lifecycle.abandonedUploads());
    }
}
