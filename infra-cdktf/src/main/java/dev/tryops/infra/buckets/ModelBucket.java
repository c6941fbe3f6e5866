package dev.tryops.infra.buckets;

import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.identity.Condition;
import dev.tryops.infra.identity.Principal;
import dev.tryops.infra.identity.Statement;
import dev.tryops.infra.settings.BucketSettings;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.registry.KeyPrefix;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * Where models live. What is current no rule ever touches: {@code tryops prune} decides what goes, and only what it deleted
 * ages. Pointers and their history can be written by compare-and-swap alone, and not be deleted: not even an administrator
 * does so by accident.
 */
final class ModelBucket {

    private ModelBucket() {}

    static SecureBucket create(Construct scope, String name, Encryption encryption, InfraSettings settings) {
        boolean teardown = settings.options().teardown();
        BucketSettings ages = settings.buckets();
        return new SecureBucket(scope, "models", name, encryption, teardown)
                .policy(pointers(name, teardown))
                .lifecycle(
                        Lifecycle.replaced(ages.noncurrentToGlacier(), ages.noncurrentExpiry()),
                        Lifecycle.abandonedUploads());
    }

    private static Statement[] pointers(String name, boolean teardown) {
        String pointers = Arns.objects(name, KeyPrefix.SERVING);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.deny("DenyUnconditionalWritesOfPointers", "s3:PutObject")
                .on(pointers)
                .by(new Principal.Anybody())
                .when(Condition.absent("s3:if-match"))
                .when(Condition.absent("s3:if-none-match")));
        if (!teardown) {
            statements.add(Statement.deny("DenyDeletionOfPointers", "s3:DeleteObject", "s3:DeleteObjectVersion")
                    .on(pointers)
                    .by(new Principal.Anybody()));
        }
        return statements.toArray(Statement[]::new);
    }
}
