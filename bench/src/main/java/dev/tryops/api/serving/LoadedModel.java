package dev.tryops.api.serving;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;

/** Loads what serves without the service around it, for benchmarks of parts. */
public final class LoadedModel {

    private LoadedModel() {}

    /** The model that serves in {@code environment}, opened and proven as the service does it; the caller closes it. */
    public static ServingModel serving(ModelRegistry registry, String environment) {
        if (registry.serving(new EnvironmentName(environment)) instanceof PointerState.InForce pointer
                && registry.fetch(pointer.pointer()) instanceof FetchResult.Fetched bundle
                && new ModelLoader(PredictionObservers.NONE).load(pointer, ServingModel.Role.CURRENT, bundle)
                        instanceof ModelLoader.Loaded.Ready ready) {
            return ready.model();
        }
        throw new IllegalStateException("No sound model serves in " + environment);
    }
}
