package dev.tryops.infra.stacks;

import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.S3Backend;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderDefaultTags;
import dev.tryops.infra.generic.NewerAttributes;
import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** What all stacks have: a provider with tags, a state of their own, and outputs. */
abstract class MlopsStack extends TerraformStack {

    private final StackName name;
    private final InfraSettings settings;
    private @Nullable Arns arns;
    private @Nullable String stateBucket;

    MlopsStack(Construct scope, StackName name, InfraSettings settings) {
        super(scope, name.value());
        this.name = name;
        this.settings = settings;
        NewerAttributes.versions(this);
        AwsProvider.Builder provider = AwsProvider.Builder.create(this, "aws")
                .region(settings.aws().region())
                .defaultTags(List.of(
                        AwsProviderDefaultTags.builder().tags(settings.tags()).build()));
        settings.aws().account().ifPresent(account -> provider.allowedAccountIds(List.of(account)));
        provider.build();
    }

    InfraSettings settings() {
        return settings;
    }

    Names names() {
        return settings.names();
    }

    Arns arns() {
        if (arns == null) {
            String account =
                    DataAwsCallerIdentity.Builder.create(this, "caller").build().getAccountId();
            arns = new Arns(settings.aws().region(), account);
        }
        return arns;
    }

    /**
     * Keeps the state in the account's bucket. A backend cannot hold references, so its values are literals; without an
     * account the bucket is left to {@code terraform init -backend-config}.
     */
    void keepStateInBucket() {
        S3Backend.Builder.create(this)
                .bucket(settings.aws().account().map(Names::stateBucket).orElse(""))
                .key(name.stateKey(settings.environment()))
                .region(settings.aws().region())
                .encrypt(true)
                .kmsKeyId(Names.STATE_KEY_ALIAS)
                .build();
        NewerAttributes.lockInBucket(this);
        if (settings.aws().account().isEmpty()) {
            NewerAttributes.withoutBucket(this);
        }
    }

    /** Keeps the state in a file, until there is a bucket; relative, because nothing in what is synthesized is not. */
    void keepStateInFile() {
        LocalBackend.Builder.create(this)
                .path("../../../%s.%s.tfstate".formatted(name.value(), settings.environment()))
                .build();
    }

    /** The name of the bucket with all states: a literal where the account is known, else a variable. */
    String stateBucket() {
        if (stateBucket == null) {
            stateBucket = settings.aws().account().map(Names::stateBucket).orElseGet(this::stateBucketVariable);
        }
        return stateBucket;
    }

    private String stateBucketVariable() {
        TerraformVariable variable = TerraformVariable.Builder.create(this, "state_bucket")
                .type("string")
                .description("The bucket with the states of all stacks: " + Names.stateBucket("ACCOUNT"))
                .build();
        return variable.getStringValue();
    }

    void output(Output output, String description, Object value) {
        if (output.stack() != name) {
            throw new IllegalArgumentException(output + " is no output of the stack " + name.value());
        }
        TerraformOutput.Builder.create(this, output.key())
                .description(description)
                .value(value)
                .build();
    }
}
