package dev.tryops.infra.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.NeedsNode;
import dev.tryops.infra.Synthesized;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.RoleName;
import dev.tryops.infra.settings.TrainingData;
import org.junit.jupiter.api.Test;

/** Who may read what models are trained on, where it lies in a bucket of somebody else's. */
@NeedsNode
class TrainingDataTest {

    private static final String BUCKET = "arn:aws:s3:::lake";

    private final DeployedAccount account = DeployedAccount.of(Synthesized.of(
            Environments.PRODUCTION.settings().with(new TrainingData.S3("s3://lake/applications/2026-*.parquet"))));

    @Test
    void theTrainingJobReadsWhatItIsToldTo() {
        assertThat(account.may(RoleName.TRAINING, "s3:GetObject", BUCKET + "/applications/2026-11.parquet"))
                .isTrue();
        assertThat(account.may(RoleName.TRAINING, "s3:ListBucket", BUCKET, "s3:prefix", "applications/2026-"))
                .isTrue();
    }

    @Test
    void itReadsNothingElseThere() {
        assertThat(account.may(RoleName.TRAINING, "s3:GetObject", BUCKET + "/applications/2025-11.parquet"))
                .isFalse();
        assertThat(account.may(RoleName.TRAINING, "s3:ListBucket", BUCKET, "s3:prefix", "salaries/"))
                .isFalse();
        assertThat(account.may(RoleName.TRAINING, "s3:PutObject", BUCKET + "/applications/2026-11.parquet"))
                .isFalse();
    }

    @Test
    void nobodyElseReadsIt() {
        assertThat(account.may(RoleName.API, "s3:GetObject", BUCKET + "/applications/2026-11.parquet"))
                .isFalse();
        assertThat(account.may(RoleName.GITHUB_DEPLOY, "s3:GetObject", BUCKET + "/applications/2026-11.parquet"))
                .isFalse();
    }

    @Test
    void withDrawnRowsThereIsNoSuchBucket() {
        assertThat(DeployedAccount.production()
                        .may(RoleName.TRAINING, "s3:GetObject", BUCKET + "/applications/2026-11.parquet"))
                .isFalse();
    }
}
