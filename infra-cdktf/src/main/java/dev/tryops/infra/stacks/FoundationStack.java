package dev.tryops.infra.stacks;

import static dev.tryops.infra.stacks.FoundationOutput.AWS_REGION;
import static dev.tryops.infra.stacks.FoundationOutput.DEPLOY_BOUNDARY_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.ECR_API_REPOSITORY_URL;
import static dev.tryops.infra.stacks.FoundationOutput.ECR_KEY_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.ECR_TRAINING_REPOSITORY_URL;
import static dev.tryops.infra.stacks.FoundationOutput.EKS_KEY_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.ENDPOINTS_SECURITY_GROUP_ID;
import static dev.tryops.infra.stacks.FoundationOutput.GITHUB_ACTIONS_ROLE_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.GITHUB_ACTIONS_ROLE_NAME;
import static dev.tryops.infra.stacks.FoundationOutput.GITHUB_DEPLOY_ROLE_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.GITHUB_ORG;
import static dev.tryops.infra.stacks.FoundationOutput.GITHUB_PLAN_ROLE_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.GITHUB_REPO;
import static dev.tryops.infra.stacks.FoundationOutput.MODELS_BUCKET_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.MODELS_BUCKET_NAME;
import static dev.tryops.infra.stacks.FoundationOutput.PREDICTIONS_BUCKET_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.PREDICTIONS_BUCKET_NAME;
import static dev.tryops.infra.stacks.FoundationOutput.PRIVATE_SUBNET_IDS;
import static dev.tryops.infra.stacks.FoundationOutput.PUBLIC_SUBNET_IDS;
import static dev.tryops.infra.stacks.FoundationOutput.S3_KEY_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.SIGNING_KEY_ARN;
import static dev.tryops.infra.stacks.FoundationOutput.VPC_ID;

import dev.tryops.infra.buckets.Buckets;
import dev.tryops.infra.identity.GithubIdentity;
import dev.tryops.infra.keys.Keys;
import dev.tryops.infra.logs.ApplicationLogs;
import dev.tryops.infra.logs.LogGroup;
import dev.tryops.infra.network.FlowLogs;
import dev.tryops.infra.network.Network;
import dev.tryops.infra.registry.ImageRegistry;
import dev.tryops.infra.settings.InfraSettings;
import software.constructs.Construct;

/** What outlives clusters: network, keys, images, buckets, logs, and the roles by which GitHub builds and deploys. */
public final class FoundationStack extends MlopsStack {

    public FoundationStack(Construct scope, InfraSettings settings) {
        super(scope, StackName.FOUNDATION, settings);
        keepStateInBucket();
        Keys keys = new Keys(this, "keys", names(), arns());
        Network network = new Network(this, "network", settings, arns());
        LogGroup flows =
                new LogGroup(this, "flow-log-group", names().vpcLogGroup(), settings.logRetention(), keys.eks());
        new FlowLogs(this, "flow-logs", network.vpcId(), flows, names(), arns());
        new ApplicationLogs(this, "application-logs", settings, keys.eks());
        ImageRegistry registry = new ImageRegistry(this, "registry", settings, keys.ecr());
        Buckets buckets = new Buckets(this, "buckets", settings, arns(), keys.s3());
        GithubIdentity github = new GithubIdentity(this, "github", settings, arns(), registry.arns());

        tellPlace(settings);
        tell(network);
        tell(keys);
        tell(registry);
        tell(buckets);
        tell(github);
    }

    private void tellPlace(InfraSettings settings) {
        output(AWS_REGION, "Where everything is", settings.aws().region());
        output(GITHUB_ORG, "Who owns the repository", settings.github().org());
        output(
                GITHUB_REPO,
                "The repository that builds and deploys",
                settings.github().repo());
    }

    private void tell(Network network) {
        output(VPC_ID, "The network", network.vpcId());
        output(PUBLIC_SUBNET_IDS, "Where load balancers stand", network.publicSubnetIds());
        output(PRIVATE_SUBNET_IDS, "Where nodes stand", network.privateSubnetIds());
        output(ENDPOINTS_SECURITY_GROUP_ID, "The group of interface endpoints", network.endpointsGroupId());
    }

    private void tell(Keys keys) {
        output(EKS_KEY_ARN, "Encrypts secrets, volumes and logs", keys.eks());
        output(S3_KEY_ARN, "Encrypts models and predictions", keys.s3());
        output(ECR_KEY_ARN, "Encrypts images", keys.ecr());
        output(SIGNING_KEY_ARN, "Signs manifests and pointers", keys.signing());
    }

    private void tell(ImageRegistry registry) {
        output(ECR_API_REPOSITORY_URL, "Images of the service", registry.apiUrl());
        output(ECR_TRAINING_REPOSITORY_URL, "Images of the training job", registry.trainingUrl());
    }

    private void tell(Buckets buckets) {
        output(MODELS_BUCKET_NAME, "Where models are", buckets.modelsName());
        output(MODELS_BUCKET_ARN, "The ARN of the bucket of models", buckets.modelsArn());
        output(PREDICTIONS_BUCKET_NAME, "Where predictions are", buckets.predictionsName());
        output(PREDICTIONS_BUCKET_ARN, "The ARN of the bucket of predictions", buckets.predictionsArn());
    }

    private void tell(GithubIdentity github) {
        output(GITHUB_ACTIONS_ROLE_ARN, "Pushes images", github.push().arn());
        output(
                GITHUB_ACTIONS_ROLE_NAME,
                "The name of the role that pushes images",
                github.push().name());
        output(
                GITHUB_PLAN_ROLE_ARN,
                "Looks at what a change would do",
                github.plan().arn());
        output(GITHUB_DEPLOY_ROLE_ARN, "Deploys", github.deploy().arn());
        output(DEPLOY_BOUNDARY_ARN, "The limits of deployments and of the roles that they make", github.boundaryArn());
    }
}
