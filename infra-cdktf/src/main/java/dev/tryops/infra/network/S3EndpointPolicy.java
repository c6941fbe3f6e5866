package dev.tryops.infra.network;

import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.identity.Condition;
import dev.tryops.infra.identity.PolicyDocument;
import dev.tryops.infra.identity.Principal;
import dev.tryops.infra.identity.Statement;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.TrainingData;
import java.util.ArrayList;
import java.util.List;

/**
 * Which buckets can be reached from the VPC: our own by our own account, and those that layers of images come from.
 * Registries send their clients to buckets of theirs with links that are signed already, so nobody can be named there.
 */
record S3EndpointPolicy(InfraSettings settings, Arns arns) {

    PolicyDocument document() {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("OwnBuckets", "s3:*")
                .on(ownBuckets())
                .by(new Principal.Anybody())
                .when(Condition.stringEquals("aws:PrincipalAccount", arns.account())));
        statements.add(Statement.allow("LayersOfImages", "s3:GetObject")
                .on(
                        Arns.objects("prod-%s-starport-layer-bucket".formatted(arns.region()), ""),
                        Arns.objects("prod-registry-k8s-io-%s".formatted(arns.region()), ""))
                .by(new Principal.Anybody()));
        if (settings.trainingData() instanceof TrainingData.S3 data) {
            statements.add(Statement.allow("TrainingData", "s3:GetObject", "s3:ListBucket")
                    .on(Arns.bucket(data.bucket()), Arns.objects(data.bucket(), ""))
                    .by(new Principal.Anybody())
                    .when(Condition.stringEquals("aws:PrincipalAccount", arns.account())));
        }
        return new PolicyDocument(statements);
    }

    private List<String> ownBuckets() {
        Names names = settings.names();
        List<String> resources = new ArrayList<>();
        for (String bucket : List.of(
                names.modelsBucket(arns.account()),
                names.predictionsBucket(arns.account()),
                // The runner that deploys stands in this VPC, too.
                Names.stateBucket(arns.account()))) {
            resources.add(Arns.bucket(bucket));
            resources.add(Arns.objects(bucket, ""));
        }
        return resources;
    }
}
