package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import dev.tryops.infra.NeedsNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.constructs.Construct;

@NeedsNode
class PolicyAspectTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @TempDir
    Path folder;

    @Test
    void aViolationStopsTheSynthesisAndNamesTheConstruct() {
        assertThatThrownBy(() -> synthesize(List.of()))
                .hasMessageContaining("[foundation/logs/vpc] CKV_AWS_338: A log group keeps for a year at least");
    }

    @Test
    void anExceptionLetsItPassAndAnExpiredOneDoesNot() {
        Exceptions.Entry entry = new Exceptions.Entry("CKV_AWS_338", "foundation/logs/*", "platform", "A test", TODAY);

        assertThatCode(() -> synthesize(List.of(entry))).doesNotThrowAnyException();
        assertThatThrownBy(() -> synthesize(List.of(new Exceptions.Entry(
                        entry.id(), entry.resource(), entry.owner(), entry.reason(), TODAY.minusDays(1)))))
                .hasMessageContaining("CKV_AWS_338");
    }

    private void synthesize(List<Exceptions.Entry> entries) {
        App app = new App(AppConfig.builder().outdir(folder.toString()).build());
        TerraformStack stack = new TerraformStack(app, "foundation");
        AwsProvider.Builder.create(stack, "aws").region("us-east-1").build();
        Construct logs = new Construct(stack, "logs");
        CloudwatchLogGroup.Builder.create(logs, "vpc")
                .retentionInDays(30)
                .kmsKeyId("${data.aws_kms_key.eks.arn}")
                .build();
        PolicyAspect.watch(app, new Exceptions(entries), TODAY);
        app.synth();
    }
}
