package dev.tryops.infra.identity;

import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.RoleName;
import dev.tryops.infra.settings.ServiceAccount;
import dev.tryops.infra.settings.TrainingData;
import java.util.List;
import software.constructs.Construct;

/**
 * The roles of our own programs, and of the people who look after models. What they may do in buckets is derived from what
 * the programs ask for; none of it is written down here.
 */
public final class ProgramRoles extends Construct {

    private final InfraSettings settings;
    private final Role api;
    private final Role training;
    private final Role prune;
    private final Role labelJoin;
    private final Role operator;

    /**
     * @param storeKeyArn encrypts models and predictions
     * @param signingKeyArn signs manifests and pointers
     */
    public ProgramRoles(
            Construct scope,
            String id,
            WorkloadIdentity identity,
            InfraSettings settings,
            Arns arns,
            String storeKeyArn,
            String signingKeyArn,
            String boundaryArn) {
        super(scope, id);
        this.settings = settings;
        BucketPolicies buckets = new BucketPolicies(arns, settings.names(), storeKeyArn);
        api = measured(identity.role(ServiceAccount.API, "Serves predictions"), DeployBoundary.METRICS + "API")
                .may("store", buckets.of(StoreUser.API));
        training = measured(
                        identity.role(ServiceAccount.TRAINING, "Trains and promotes models"),
                        DeployBoundary.METRICS + "Training")
                .may("store", buckets.of(StoreUser.TRAINING))
                .may("sign", SigningPolicies.of(signingKeyArn));
        if (settings.trainingData() instanceof TrainingData.S3 data) {
            training.may("data", TrainingDataPolicy.of(data));
        }
        prune = identity.role(ServiceAccount.PRUNE, "Removes models that nothing refers to")
                .may("store", buckets.of(StoreUser.PRUNE));
        labelJoin = identity.role(ServiceAccount.LABEL_JOIN, "Joins labels with predictions")
                .may("store", buckets.of(StoreUser.LABEL_JOIN));
        operator = new Role(
                        this,
                        "operator",
                        settings.names().role(RoleName.OPERATOR),
                        "Looks after models by hand",
                        trustingAdmins(arns))
                .within(boundaryArn)
                .may("store", buckets.of(StoreUser.OPERATOR))
                .may("sign", SigningPolicies.of(signingKeyArn));
    }

    /** Who may do everything in the cluster may also do less, for as long as an hour. */
    private PolicyDocument trustingAdmins(Arns arns) {
        List<String> admins =
                settings.cluster().adminRoles().stream().map(arns::role).toList();
        return PolicyDocument.of(Statement.allow("Trust", "sts:AssumeRole").by(new Principal.Aws(admins)));
    }

    /** Metrics have no resource that could be named, so they are allowed only where something writes them. */
    private Role measured(Role role, String namespace) {
        return settings.options().cloudwatchExporter()
                ? role.may(
                        "measure",
                        Statement.allow("WriteMetrics", "cloudwatch:PutMetricData")
                                .everywhere()
                                .when(Condition.stringEquals("cloudwatch:namespace", namespace)))
                : role;
    }

    public Role api() {
        return api;
    }

    public Role training() {
        return training;
    }

    public Role prune() {
        return prune;
    }

    public Role labelJoin() {
        return labelJoin;
    }

    public Role operator() {
        return operator;
    }
}
