package dev.tryops.infra.buckets;

import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.identity.Condition;
import dev.tryops.infra.identity.Principal;
import dev.tryops.infra.identity.Statement;
import java.util.List;
import software.constructs.Construct;

/** The bucket in which S3 records who asked another bucket for what. */
final class AccessLogs {

    /** Days for which a record that was replaced or deleted stays; nobody should do either. */
    private static final int REPLACED = 30;

    private AccessLogs() {}

    /** @param from the names of the buckets whose accesses are recorded */
    static SecureBucket bucket(
            Construct scope, String id, String name, List<String> from, int expiry, boolean destroyable, Arns arns) {
        return new SecureBucket(scope, id, name, new Encryption.S3Managed(), destroyable)
                .policy(Statement.allow("DeliverAccessLogs", "s3:PutObject")
                        .on(Arns.objects(name, ""))
                        .by(new Principal.Service("logging.s3.amazonaws.com"))
                        .when(Condition.arnEquals(
                                "aws:SourceArn", from.stream().map(Arns::bucket).toArray(String[]::new)))
                        .when(Condition.stringEquals("aws:SourceAccount", arns.account())))
                .lifecycle(
                        Lifecycle.old("old-records", "", expiry),
                        Lifecycle.replaced(REPLACED),
                        Lifecycle.abandonedUploads());
    }
}
