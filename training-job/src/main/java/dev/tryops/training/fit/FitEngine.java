package dev.tryops.training.fit;

import dev.tryops.training.data.BadData;
import dev.tryops.training.data.Dataset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * An engine that another module brings, because not every program should carry its libraries. The module names it to
 * {@link ServiceLoader}. Tables, encoding and export stay here: an engine only finds the weights.
 */
public interface FitEngine {

    FitSettings.Engine engine();

    /** What it computes with, by name the version. */
    Map<String, String> libraries();

    /** Finds out before any row is read whether it can work as it is set up; if not, throws a sentence. */
    void requireUsable() throws IllegalArgumentException;

    /**
     * The weights for all rows of the task.
     *
     * @throws BadData if there are no best weights, or none that are finite
     */
    Weights fit(Task task);

    /**
     * What is to be fitted: the log-losses of the rows, each times its class's weight, and with them the ridge of {@link
     * FitSettings}.
     *
     * @param classWeights by class
     * @param directory where files may lie as long as the fit takes
     */
    record Task(Dataset training, Encoding encoding, double l2, double[] classWeights, Path directory) {}

    /**
     * What came out, in the form of {@link LogisticModel}.
     *
     * @param made what else metadata records of how it was made
     * @param summary in a few words, what the engine did
     */
    record Weights(double[] biases, double[][] weights, String optimizer, Map<String, Object> made, String summary) {}

    /** The engine of that name, if this program has the module that brings it. */
    static Optional<FitEngine> find(FitSettings.Engine engine) {
        // By the thread's class loader: spark-submit may load the module that brings it after this one.
        return ServiceLoader.load(FitEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.engine() == engine)
                .findFirst();
    }
}
