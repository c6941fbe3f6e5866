package dev.tryops.api.serving;

import dev.tryops.model.Baseline;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;

/** Gives each model that is loaded the observer that it keeps for life. */
@FunctionalInterface
public interface PredictionObservers {

    /** Nobody watches. */
    PredictionObservers NONE = (metadata, linear, baseline) -> PredictionObserver.NONE;

    /** A new one; what an earlier one has seen does not count, not even of the same version. */
    PredictionObserver of(ModelMetadata metadata, LinearModel linear, Baseline baseline);
}
