package dev.tryops.infra.iam;

import static dev.tryops.infra.iam.DeployedAccount.models;
import static dev.tryops.infra.iam.DeployedAccount.predictions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.Synthesized;
import dev.tryops.infra.iam.Decision.Forbidden;
import dev.tryops.infra.iam.Decision.NotAllowed;
import dev.tryops.infra.settings.RoleName;
import org.junit.jupiter.api.Test;

/** What buckets and keys forbid or demand themselves, whatever anybody's own policies say. */
@NeedsNode
class BucketsAndKeysTest {

    private static final String POINTER = "/serving/production.json";

    private final DeployedAccount account = DeployedAccount.production();

    @Test
    void noPolicyIsOneThatIamWouldRefuse() {
        assertThat(account.everyPolicy()).hasSizeGreaterThan(15);
    }

    @Test
    void notEvenAnAdministratorMovesAPointerWithoutACondition() {
        assertThat(account.administrator("s3:PutObject", models(POINTER))).isInstanceOf(Forbidden.class);
        assertThat(account.administrator("s3:PutObject", models("/serving/history/production_0000000001.json")))
                .isInstanceOf(Forbidden.class);
        assertThat(account.administrator("s3:PutObject", models(POINTER), "s3:if-match", "etag")
                        .isAllowed())
                .isTrue();
        assertThat(account.administrator("s3:PutObject", models(POINTER), "s3:if-none-match", "*")
                        .isAllowed())
                .isTrue();
    }

    @Test
    void notEvenAnAdministratorDeletesAPointer() {
        assertThat(account.administrator("s3:DeleteObject", models(POINTER))).isInstanceOf(Forbidden.class);
        assertThat(account.administrator("s3:DeleteObjectVersion", models(POINTER)))
                .isInstanceOf(Forbidden.class);
        assertThat(account.administrator("s3:DeleteObject", models("/models/v1/model.onnx"))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void thePolicyOfTheBucketIsWhatStandsInTheWay() {
        Synthesized production = Synthesized.production();
        Synthesized open = production.without(production.resource("aws_s3_bucket_policy", "buckets/models/policy"));

        assertThat(DeployedAccount.of(open)
                        .administrator("s3:PutObject", models(POINTER))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void nobodyReachesABucketOverPlainHttp() {
        for (String object : new String[] {
            models(POINTER),
            models("-logs/s3-access-logs/1"),
            predictions("/predictions/a"),
            "arn:aws:s3:::terraform-state-" + Deployment.ACCOUNT + "/mlops/production/cluster.tfstate"
        }) {
            assertThat(account.administrator("s3:GetObject", object, "aws:SecureTransport", "false"))
                    .isInstanceOf(Forbidden.class);
            assertThat(account.administrator("s3:GetObject", object).isAllowed())
                    .isTrue();
        }
    }

    @Test
    void accessLogsComeFromTheBucketsOfThisAccountAlone() {
        String log = models("-logs/s3-access-logs/2026-11-28");

        assertThat(deliver(log, models(""), Deployment.ACCOUNT).isAllowed()).isTrue();
        assertThat(deliver(log, predictions(""), Deployment.ACCOUNT).isAllowed())
                .isTrue();
        assertThat(deliver(log, "arn:aws:s3:::somebody-elses", Deployment.ACCOUNT))
                .isInstanceOf(NotAllowed.class);
        assertThat(deliver(log, models(""), "999999999999")).isInstanceOf(NotAllowed.class);
        assertThat(deliver(models("/models/v1/model.onnx"), models(""), Deployment.ACCOUNT))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void logsAreEncryptedForTheirOwnGroupsAlone() {
        assertThat(encryptLogs("/aws/eks/anything/cluster").isAllowed()).isTrue();
        assertThat(encryptLogs("/aws/vpc/anything").isAllowed()).isTrue();
        assertThat(encryptLogs("/aws/lambda/anything")).isInstanceOf(NotAllowed.class);
        assertThat(account.service("logs.us-east-1.amazonaws.com", "kms:Encrypt", account.key("eks")))
                .isInstanceOf(NotAllowed.class);
        assertThat(account.service("logs.us-east-1.amazonaws.com", "kms:ScheduleKeyDeletion", account.key("eks")))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void noServiceUsesAKeyOnItsOwn() {
        for (String service : new String[] {"ec2.amazonaws.com", "eks.amazonaws.com", "autoscaling.amazonaws.com"}) {
            for (String key : new String[] {"eks", "s3", "ecr"}) {
                assertThat(account.service(service, "kms:Decrypt", account.key(key)))
                        .isInstanceOf(NotAllowed.class);
            }
        }
    }

    @Test
    void notEvenAnAdministratorReadsWithAKeyOfBuckets() {
        assertThat(account.administrator("kms:Decrypt", account.key("s3"))).isInstanceOf(NotAllowed.class);
        assertThat(account.administrator(
                        "kms:Decrypt", account.key("s3"), "kms:ViaService", "s3.us-east-1.amazonaws.com"))
                .isInstanceOf(NotAllowed.class);
        assertThat(account.administrator("kms:PutKeyPolicy", account.key("s3")).isAllowed())
                .as("or nobody could ever change it")
                .isTrue();
    }

    @Test
    void nobodyButTrainerAndOperatorSigns() {
        assertThat(account.administrator(
                        "kms:Sign",
                        account.key("signing"),
                        "kms:SigningAlgorithm",
                        "ECDSA_SHA_256",
                        "kms:MessageType",
                        "DIGEST"))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void flowLogsAreWrittenForThisAccountsVpcs() {
        String role = DeployedAccount.arn(RoleName.FLOW_LOGS);
        String log = Deployment.of("ec2", "vpc-flow-log/fl-1");
        String service = "vpc-flow-logs.amazonaws.com";

        assertThat(account.service(
                                service,
                                "sts:AssumeRole",
                                role,
                                "aws:SourceAccount",
                                Deployment.ACCOUNT,
                                "aws:SourceArn",
                                log)
                        .isAllowed())
                .isTrue();
        assertThat(account.service(
                        service, "sts:AssumeRole", role, "aws:SourceAccount", "999999999999", "aws:SourceArn", log))
                .isInstanceOf(NotAllowed.class);
        assertThat(account.service(
                        "ec2.amazonaws.com", "sts:AssumeRole", role, "aws:SourceAccount", Deployment.ACCOUNT))
                .isInstanceOf(NotAllowed.class);
    }

    private Decision deliver(String object, String source, String owner) {
        return account.service(
                "logging.s3.amazonaws.com",
                "s3:PutObject",
                object,
                "aws:SourceArn",
                source,
                "aws:SourceAccount",
                owner);
    }

    private Decision encryptLogs(String group) {
        return account.service(
                "logs.us-east-1.amazonaws.com",
                "kms:Encrypt",
                account.key("eks"),
                "kms:EncryptionContext:aws:logs:arn",
                Deployment.of("logs", "log-group:" + group));
    }
}
