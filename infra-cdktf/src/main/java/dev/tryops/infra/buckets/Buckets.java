package dev.tryops.infra.buckets;

import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;
import software.constructs.Construct;

/** The buckets of an environment: models, predictions, and who asked for either. */
public final class Buckets extends Construct {

    private static final String MODELS_LOG = "s3-access-logs/";
    private static final String PREDICTIONS_LOG = "s3-access-logs-of-predictions/";

    private final SecureBucket models;
    private final SecureBucket predictions;

    public Buckets(Construct scope, String id, InfraSettings settings, Arns arns, String keyArn) {
        super(scope, id);
        Names names = settings.names();
        String modelsName = names.modelsBucket(arns.account());
        String predictionsName = names.predictionsBucket(arns.account());
        SecureBucket logs = AccessLogs.bucket(
                this,
                "access-logs",
                names.modelsLogsBucket(arns.account()),
                List.of(modelsName, predictionsName),
                settings.buckets().accessLogsExpiry(),
                settings.options().teardown(),
                arns);
        Encryption encryption = new Encryption.OwnKey(keyArn);
        models = ModelBucket.create(this, modelsName, encryption, settings).logTo(logs, MODELS_LOG);
        predictions = PredictionBucket.create(this, predictionsName, encryption, settings)
                .logTo(logs, PREDICTIONS_LOG);
    }

    public String modelsName() {
        return models.name();
    }

    public String modelsArn() {
        return models.arn();
    }

    public String predictionsName() {
        return predictions.name();
    }

    public String predictionsArn() {
        return predictions.arn();
    }
}
