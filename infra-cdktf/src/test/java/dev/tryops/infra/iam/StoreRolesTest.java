package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.DeployedAccount.models;
import static dev.tryops.infra.iam.DeployedAccount.predictions;
import static dev.tryops.infra.settings.RoleName.API;
import static dev.tryops.infra.settings.RoleName.LABEL_JOIN;
import static dev.tryops.infra.settings.RoleName.OPERATOR;
import static dev.tryops.infra.settings.RoleName.PRUNE;
import static dev.tryops.infra.settings.RoleName.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.settings.RoleName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the programs may do with models and predictions, through buckets, keys and boundary together. */
@NeedsNode
class StoreRolesTest {

    private static final String POINTER = "/serving/production.json";
    private static final List<RoleName> PROGRAMS = List.of(API, TRAINING, OPERATOR, PRUNE, LABEL_JOIN);

    private final DeployedAccount account = DeployedAccount.production();

    @ParameterizedTest
    @CsvSource({
        "API, /serving/production.json",
        "API, /models/v1/model.onnx",
        "API, /manifests/v1.json",
        "TRAINING, /serving/production.json",
        "TRAINING, /retired/v1.json",
        "OPERATOR, /serving/history/production_0000000001.json",
        "OPERATOR, /models/v1/model.onnx",
        "PRUNE, /manifests/v1.json",
        "LABEL_JOIN, /metadata/v1.json"
    })
    void readsWhatItNeeds(RoleName role, String key) {
        assertThat(reads(role, models(key), models(""))).isTrue();
    }

    @Test
    void theApiNeverWritesToTheModels() {
        for (String key : new String[] {
            POINTER, "/models/v1/model.onnx", "/manifests/v1.json", "/signatures/v1", "/retired/v1.json"
        }) {
            assertThat(puts(API, models(key))).as(key).isFalse();
            assertThat(deletes(API, models(key))).as(key).isFalse();
        }
    }

    @Test
    void theApiWritesWhatItAnsweredAndWasTold() {
        assertThat(writes(API, predictions("/predictions/day=1/a.parquet"), predictions("")))
                .isTrue();
        assertThat(writes(API, predictions("/feedback/day=1/a.parquet"), predictions("")))
                .isTrue();
        assertThat(puts(API, predictions("/quality/day=1.json"))).isFalse();
        assertThat(reads(API, predictions("/predictions/day=1/a.parquet"), predictions("")))
                .isFalse();
    }

    @Test
    void theTrainerPublishesAndPromotesOnACondition() {
        assertThat(writes(TRAINING, models("/models/v1/model.onnx"), models("")))
                .isTrue();
        assertThat(puts(TRAINING, models("/manifests/v1.json"))).isTrue();
        assertThat(account.may(TRAINING, "s3:PutObject", models(POINTER), "s3:if-match", "etag"))
                .isTrue();
        assertThat(account.may(TRAINING, "s3:PutObject", models(POINTER), "s3:if-none-match", "*"))
                .isTrue();
        assertThat(account.may(TRAINING, "s3:PutObject", models(POINTER))).isFalse();
    }

    @Test
    void theTrainerDeletesNothingAndRetiresNothing() {
        for (String key : new String[] {POINTER, "/models/v1/model.onnx", "/manifests/v1.json", "/retired/v1.json"}) {
            assertThat(deletes(TRAINING, models(key))).as(key).isFalse();
        }
        assertThat(puts(TRAINING, models("/retired/v1.json"))).isFalse();
    }

    @Test
    void theTrainerSeesNoPrediction() {
        assertThat(reads(TRAINING, predictions("/predictions/day=1/a.parquet"), predictions("")))
                .isFalse();
        assertThat(puts(TRAINING, predictions("/predictions/day=1/a.parquet"))).isFalse();
    }

    @Test
    void theOperatorMovesPointersAndRemovesBundlesButPublishesNothing() {
        assertThat(account.may(OPERATOR, "s3:PutObject", models(POINTER), "s3:if-match", "etag"))
                .isTrue();
        assertThat(deletes(OPERATOR, models("/models/v1/model.onnx"))).isTrue();
        assertThat(puts(OPERATOR, models("/models/v1/model.onnx"))).isFalse();
        assertThat(puts(OPERATOR, models("/manifests/v1.json"))).isFalse();
    }

    @Test
    void theOperatorReadsAPredictionToComputeItAgainAndChangesNone() {
        assertThat(reads(OPERATOR, predictions("/predictions/day=1/a.parquet"), predictions("")))
                .isTrue();
        assertThat(puts(OPERATOR, predictions("/predictions/day=1/a.parquet"))).isFalse();
        assertThat(deletes(OPERATOR, predictions("/predictions/day=1/a.parquet")))
                .isFalse();
    }

    @Test
    void pruningMarksAndDeletesBundlesAndMovesNoPointer() {
        assertThat(writes(PRUNE, models("/retired/v1.json"), models(""))).isTrue();
        assertThat(deletes(PRUNE, models("/models/v1/model.onnx"))).isTrue();
        assertThat(account.may(PRUNE, "s3:PutObject", models(POINTER), "s3:if-match", "etag"))
                .isFalse();
        assertThat(puts(PRUNE, models("/models/v1/model.onnx"))).isFalse();
        assertThat(puts(PRUNE, models("/signatures/v1"))).isFalse();
    }

    @Test
    void joiningLabelsWritesTheQualityAlone() {
        assertThat(reads(LABEL_JOIN, predictions("/predictions/day=1/a.parquet"), predictions("")))
                .isTrue();
        assertThat(writes(LABEL_JOIN, predictions("/quality/day=1.json"), predictions("")))
                .isTrue();
        assertThat(puts(LABEL_JOIN, predictions("/predictions/day=1/a.parquet")))
                .isFalse();
        assertThat(puts(LABEL_JOIN, predictions("/feedback/day=1/a.parquet"))).isFalse();
        assertThat(puts(LABEL_JOIN, models("/metadata/v1.json"))).isFalse();
        assertThat(reads(LABEL_JOIN, models("/models/v1/model.onnx"), models("")))
                .isFalse();
    }

    @Test
    void noProgramDestroysAVersionOrAPointer() {
        for (RoleName role : PROGRAMS) {
            assertThat(account.may(role, "s3:DeleteObjectVersion", models("/models/v1/model.onnx")))
                    .as(role.name())
                    .isFalse();
            assertThat(deletes(role, models(POINTER))).as(role.name()).isFalse();
            assertThat(deletes(role, models("/serving/history/production_0000000001.json")))
                    .as(role.name())
                    .isFalse();
        }
    }

    @Test
    void noProgramMovesAPointerWithoutACondition() {
        for (RoleName role : PROGRAMS) {
            assertThat(account.may(role, "s3:PutObject", models(POINTER)))
                    .as(role.name())
                    .isFalse();
        }
    }

    @Test
    void whoAsksForAPointerThatIsNotThereIsToldSo() {
        // S3 says "not found" to those alone who may list; the request for an object has no prefix.
        for (RoleName role : List.of(API, TRAINING, OPERATOR)) {
            assertThat(account.may(role, "s3:ListBucket", models("")))
                    .as(role.name())
                    .isTrue();
            assertThat(account.may(role, "s3:ListBucket", models(""), "s3:prefix", "serving/history/"))
                    .as(role.name())
                    .isTrue();
        }
    }

    @Test
    void nobodyListsWhatItDoesNotRead() {
        assertThat(account.may(API, "s3:ListBucket", models(""), "s3:prefix", "retired/"))
                .isFalse();
        assertThat(account.may(LABEL_JOIN, "s3:ListBucket", models(""), "s3:prefix", "models/"))
                .isFalse();
        assertThat(account.may(TRAINING, "s3:ListBucket", predictions(""), "s3:prefix", "predictions/"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = RoleName.class,
            names = {"API", "TRAINING", "OPERATOR", "PRUNE", "LABEL_JOIN"})
    void theKeyServesThroughItsBucketAlone(RoleName role) {
        assertThat(account.may(role, "kms:Decrypt", account.key("s3"))).isFalse();
        assertThat(decrypts(role, "arn:aws:s3:::somebody-elses")).isFalse();
        assertThat(account.may(
                        role,
                        "kms:Decrypt",
                        account.key("s3"),
                        "kms:ViaService",
                        "ec2.us-east-1.amazonaws.com",
                        "kms:EncryptionContext:aws:s3:arn",
                        models("")))
                .isFalse();
    }

    @Test
    void trainerAndOperatorSignWithOneAlgorithmAndNobodyElseSigns() {
        for (RoleName role : PROGRAMS) {
            boolean signs = role == TRAINING || role == OPERATOR;
            assertThat(signs(role, "ECDSA_SHA_256")).as(role.name()).isEqualTo(signs);
            assertThat(signs(role, "ECDSA_SHA_512")).as(role.name()).isFalse();
        }
    }

    @Test
    void noProgramChangesAKeyOrABucketsRules() {
        for (RoleName role : PROGRAMS) {
            for (String action : new String[] {"kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant"}) {
                assertThat(account.may(role, action, account.key("s3")))
                        .as(role.name())
                        .isFalse();
                assertThat(account.may(role, action, account.key("signing")))
                        .as(role.name())
                        .isFalse();
            }
            for (String action :
                    new String[] {"s3:PutBucketPolicy", "s3:PutLifecycleConfiguration", "s3:PutBucketAcl"}) {
                assertThat(account.may(role, action, models("")))
                        .as(role.name())
                        .isFalse();
            }
        }
    }

    private boolean puts(RoleName role, String object) {
        return account.may(role, "s3:PutObject", object, "s3:if-none-match", "*");
    }

    private boolean deletes(RoleName role, String object) {
        return account.may(role, "s3:DeleteObject", object);
    }

    /** An object is read with its key: S3 asks KMS in the caller's name, for the bucket, which has a key of its own. */
    private boolean reads(RoleName role, String object, String bucket) {
        return account.may(role, "s3:GetObject", object) && decrypts(role, bucket);
    }

    private boolean writes(RoleName role, String object, String bucket) {
        return puts(role, object) && keyFor(role, "kms:GenerateDataKey", bucket);
    }

    private boolean decrypts(RoleName role, String bucket) {
        return keyFor(role, "kms:Decrypt", bucket);
    }

    private boolean keyFor(RoleName role, String action, String bucket) {
        return account.may(
                role,
                action,
                account.key("s3"),
                "kms:ViaService",
                "s3.us-east-1.amazonaws.com",
                "kms:EncryptionContext:aws:s3:arn",
                bucket);
    }

    private boolean signs(RoleName role, String algorithm) {
        return account.may(
                role,
                "kms:Sign",
                account.key("signing"),
                "kms:SigningAlgorithm",
                algorithm,
                "kms:MessageType",
                "DIGEST");
    }
}
