package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.FeatureSchema;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import dev.tryops.training.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class ReadersCheckTest {

    private FetchResult.Fetched bundle;

    @BeforeAll
    void publishAModel(@TempDir Path store) {
        Program.run("--synthetic", "400", "--store", store.toString(), "--no-auto-promote");
        ModelRegistry registry = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC());
        bundle = (FetchResult.Fetched)
                registry.fetch(registry.versions().findFirst().orElseThrow());
    }

    @Test
    void acceptsWhatTheJobPublished() {
        assertThat(ReadersCheck.objections(bundle)).isEmpty();
    }

    @Test
    void passesOnWhyABundleCouldNotBeFetched() {
        assertThat(codes(new Refusal(Reason.DIGEST_MISMATCH, "a byte has flipped")))
                .containsExactly("digest_mismatch");
    }

    @Test
    void refusesBytesThatAreNoGraph() {
        byte[] garbage = "not a graph".getBytes(StandardCharsets.UTF_8);

        assertThat(codes(with(garbage))).containsExactly("graph_mismatch");
    }

    @Test
    void refusesAGraphOfAnotherWidth() {
        double[] four = {1, 1, 1, 1};

        assertThat(codes(with(graph(four, four, four)))).containsExactly("graph_mismatch");
    }

    @Test
    void refusesAGraphWithAnyTwoColumnsExchanged() {
        double[] weights =
                terms().stream().mapToDouble(ClassCoefficients.Term::weight).toArray();
        double[] means =
                terms().stream().mapToDouble(ClassCoefficients.Term::mean).toArray();
        double[] stds =
                terms().stream().mapToDouble(ClassCoefficients.Term::std).toArray();
        for (int i = 0; i < weights.length; i++) {
            for (int j = i + 1; j < weights.length; j++) {
                byte[] exchanged = graph(swap(weights, i, j), swap(means, i, j), swap(stds, i, j));
                assertThat(codes(with(exchanged))).as("%d and %d", i, j).containsExactly("golden_rows_failed");
            }
        }
        assertThat(codes(with(graph(weights, means, stds)))).isEmpty();
    }

    private List<ClassCoefficients.Term> terms() {
        return bundle.metadata().positiveCoefficients().features();
    }

    private byte[] graph(double[] weights, double[] means, double[] stds) {
        double bias = bundle.metadata().positiveCoefficients().bias();
        FeatureSchema schema = bundle.metadata().schema().features();
        FeatureSchema firstOnes = new FeatureSchema(schema.features().subList(0, weights.length));
        return OnnxExport.toBytes(Models.ofNumbers(firstOnes, means, stds, bias, weights));
    }

    private static double[] swap(double[] values, int i, int j) {
        double[] swapped = values.clone();
        swapped[i] = values[j];
        swapped[j] = values[i];
        return swapped;
    }

    private FetchResult with(byte[] onnx) {
        return new FetchResult.Fetched(
                bundle.manifest(), bundle.manifestSha256(), onnx, bundle.metadata(), bundle.baseline());
    }

    private static List<String> codes(FetchResult result) {
        return ReadersCheck.objections(result).stream().map(Objection::code).toList();
    }
}
