package dev.tryops.infra.stacks;

/** What the foundation stack tells. */
enum FoundationOutput implements Output {
    AWS_REGION,
    GITHUB_ORG,
    GITHUB_REPO,
    GITHUB_ACTIONS_ROLE_ARN,
    GITHUB_ACTIONS_ROLE_NAME,
    GITHUB_PLAN_ROLE_ARN,
    GITHUB_DEPLOY_ROLE_ARN,
    ECR_API_REPOSITORY_URL,
    ECR_TRAINING_REPOSITORY_URL,
    VPC_ID,
    PRIVATE_SUBNET_IDS,
    PUBLIC_SUBNET_IDS,
    ENDPOINTS_SECURITY_GROUP_ID,
    MODELS_BUCKET_NAME,
    MODELS_BUCKET_ARN,
    PREDICTIONS_BUCKET_NAME,
    PREDICTIONS_BUCKET_ARN,
    EKS_KEY_ARN,
    S3_KEY_ARN,
    ECR_KEY_ARN,
    SIGNING_KEY_ARN,
    DEPLOY_BOUNDARY_ARN;

    @Override
    public StackName stack() {
        return StackName.FOUNDATION;
    }
}
