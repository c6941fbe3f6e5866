package dev.tryops.infra.registry;

import com.hashicorp.cdktf.providers.aws.ecr_lifecycle_policy.EcrLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepository;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryEncryptionConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryImageScanningConfiguration;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;
import software.constructs.Construct;

/**
 * One repository for each image. A tag, once pushed, stays what it is. Neither has a policy of its own: whoever uses them
 * belongs to the account, and roles say what they may do.
 */
public final class ImageRegistry extends Construct {

    private final EcrRepository api;
    private final EcrRepository training;

    public ImageRegistry(Construct scope, String id, InfraSettings settings, String keyArn) {
        super(scope, id);
        api = repository(Names.API, settings, keyArn);
        training = repository(Names.TRAINING, settings, keyArn);
    }

    private EcrRepository repository(String image, InfraSettings settings, String keyArn) {
        EcrRepository repository = EcrRepository.Builder.create(this, image)
                .name(settings.names().repository(image))
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(EcrRepositoryImageScanningConfiguration.builder()
                        .scanOnPush(true)
                        .build())
                .encryptionConfiguration(List.of(EcrRepositoryEncryptionConfiguration.builder()
                        .encryptionType("KMS")
                        .kmsKey(keyArn)
                        .build()))
                .forceDelete(settings.options().teardown())
                .build();
        EcrLifecyclePolicy.Builder.create(this, image + "-lifecycle")
                .repository(repository.getName())
                .policy(ImageLifecycle.policy(settings.registry()))
                .build();
        return repository;
    }

    public String apiUrl() {
        return api.getRepositoryUrl();
    }

    public String trainingUrl() {
        return training.getRepositoryUrl();
    }

    public List<String> arns() {
        return List.of(api.getArn(), training.getArn());
    }
}
