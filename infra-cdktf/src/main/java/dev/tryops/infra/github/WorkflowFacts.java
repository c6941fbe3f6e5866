package dev.tryops.infra.github;

import dev.tryops.model.EnvironmentVariables;
import java.util.LinkedHashMap;
import java.util.Map;

/** What workflows are told, as secrets under these names. None of it would help anybody without a token of GitHub's. */
public record WorkflowFacts(
        String pushRoleArn, String apiRepositoryUrl, String trainingRepositoryUrl, String region, String modelsBucket) {

    Map<String, String> byName() {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("AWS_ROLE_ARN", pushRoleArn);
        secrets.put("ECR_API_REPOSITORY_URL", apiRepositoryUrl);
        secrets.put("ECR_TRAINING_REPOSITORY_URL", trainingRepositoryUrl);
        secrets.put(EnvironmentVariables.AWS_REGION, region);
        secrets.put("MODELS_BUCKET_NAME", modelsBucket);
        return secrets;
    }
}
