package dev.tryops.infra.identity;

import dev.tryops.infra.settings.Names;
import dev.tryops.registry.BucketGrant;
import dev.tryops.registry.BucketGrant.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the programs' roles may do with their buckets and the key of these, derived from the operations that the programs
 * use: nothing is written down twice.
 */
public final class BucketPolicies {

    private final Arns arns;
    private final String modelsBucket;
    private final String predictionsBucket;
    private final String keyArn;

    /** @param keyArn the key that both buckets are encrypted with */
    public BucketPolicies(Arns arns, Names names, String keyArn) {
        this.arns = arns;
        this.modelsBucket = names.modelsBucket(arns.account());
        this.predictionsBucket = names.predictionsBucket(arns.account());
        this.keyArn = keyArn;
    }

    /** What {@code user} may do in both buckets and with the key. */
    public List<Statement> of(StoreUser user) {
        List<Statement> statements =
                new ArrayList<>(objects("Models", modelsBucket, user.models().grants()));
        user.predictions()
                .ifPresent(role -> statements.addAll(objects("Predictions", predictionsBucket, role.grants())));
        statements.addAll(keyUse(user));
        return statements;
    }

    /** What {@code user} may do with the key, for a policy of the role's or of the key's own. */
    public List<Statement> keyUse(StoreUser user) {
        List<Statement> statements = new ArrayList<>();
        statements.add(key("Models", modelsBucket, user.models().grants()));
        user.predictions().ifPresent(role -> statements.add(key("Predictions", predictionsBucket, role.grants())));
        return statements;
    }

    private static List<Statement> objects(String what, String bucket, Set<BucketGrant> grants) {
        List<Statement> statements = new ArrayList<>();
        for (Operation operation : EnumSet.allOf(Operation.class)) {
            List<String> prefixes = prefixes(grants, EnumSet.of(operation));
            if (!prefixes.isEmpty() && operation != Operation.LIST) {
                statements.add(Statement.allow(verb(operation) + what, action(operation))
                        .on(prefixes.stream()
                                .map(prefix -> Arns.objects(bucket, prefix))
                                .toList()));
            }
        }
        statements.add(listing(what, bucket, grants));
        return statements;
    }

    /**
     * Who reads a prefix may list it: without that, S3 answers the question for a missing key with a denial, and an
     * absent pointer looks like a fault of the store. While S3 decides between the two answers there is no
     * {@code s3:prefix}, so the condition must hold without it. The price is that a list without a prefix is allowed, too:
     * the names of all keys, and nothing of what they hold.
     */
    private static Statement listing(String what, String bucket, Set<BucketGrant> grants) {
        List<String> prefixes = prefixes(grants, EnumSet.of(Operation.GET, Operation.LIST)).stream()
                .map(prefix -> prefix + "*")
                .toList();
        return Statement.allow("List" + what, action(Operation.LIST))
                .on(Arns.bucket(bucket))
                .when(Condition.stringLikeIfExists("s3:prefix", prefixes));
    }

    /** The key, through S3 and for this bucket alone, whose ARN is what S3 encrypts with a bucket key for. */
    private Statement key(String what, String bucket, Set<BucketGrant> grants) {
        boolean writes = !prefixes(grants, EnumSet.of(Operation.PUT)).isEmpty();
        return Statement.allow(
                        "UseKeyOf" + what,
                        writes ? List.of("kms:Decrypt", "kms:GenerateDataKey") : List.of("kms:Decrypt"))
                .on(keyArn)
                .when(Condition.stringEquals("kms:ViaService", arns.via("s3")))
                .when(Condition.stringEquals("kms:EncryptionContext:aws:s3:arn", Arns.bucket(bucket)));
    }

    private static List<String> prefixes(Set<BucketGrant> grants, Set<Operation> operations) {
        return grants.stream()
                .filter(grant -> operations.contains(grant.operation()))
                .map(BucketGrant::prefix)
                .distinct()
                .sorted()
                .toList();
    }

    private static String action(Operation operation) {
        return switch (operation) {
            case GET -> "s3:GetObject";
            case PUT -> "s3:PutObject";
            case LIST -> "s3:ListBucket";
            case DELETE -> "s3:DeleteObject";
        };
    }

    private static String verb(Operation operation) {
        return switch (operation) {
            case GET -> "Read";
            case PUT -> "Write";
            case LIST -> "List";
            case DELETE -> "Delete";
        };
    }
}
