package dev.tryops.infra.identity;

import dev.tryops.infra.settings.RoleName;
import dev.tryops.registry.BucketRole;
import dev.tryops.registry.PredictionRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose role works in which bucket as what. */
public enum StoreUser {
    API(RoleName.API, BucketRole.API, PredictionRole.API),
    TRAINING(RoleName.TRAINING, BucketRole.TRAINER, null),
    OPERATOR(RoleName.OPERATOR, BucketRole.OPERATOR, PredictionRole.OPERATOR),
    PRUNE(RoleName.PRUNE, BucketRole.PRUNER, null),
    LABEL_JOIN(RoleName.LABEL_JOIN, BucketRole.LABEL_JOIN, PredictionRole.LABEL_JOIN);

    private final RoleName role;
    private final BucketRole models;
    private final @Nullable PredictionRole predictions;

    StoreUser(RoleName role, BucketRole models, @Nullable PredictionRole predictions) {
        this.role = role;
        this.models = models;
        this.predictions = predictions;
    }

    public RoleName role() {
        return role;
    }

    BucketRole models() {
        return models;
    }

    Optional<PredictionRole> predictions() {
        return Optional.ofNullable(predictions);
    }
}
