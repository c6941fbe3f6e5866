package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a file with every kind of column to answers over HTTP. */
@Tag("faults")
class EveryKindOfModelIT {

    private static final List<String> REGIONS = List.of("north", "south", "Île-de-France", "東京");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} classes, missing values: {1}")
    @CsvSource({"2, false", "2, true", "3, false", "3, true"})
    void isServedAsItWasTrained(int classes, boolean missing) throws IOException {
        Store store = new Store(directory.resolve("store"));
        Path file = write(classes, missing);
        Training.succeed(
                store.root(),
                "--data",
                file.toString(),
                "--target",
                "decision",
                "--missing",
                missing ? "impute" : "reject");

        try (Api api = Api.start(store.root()).awaitReady()) {
            ModelMetadata metadata = store.metadata(store.pointer().modelVersion());
            assertThat(metadata.classLabels()).hasSize(classes);
            for (GoldenRow row : metadata.goldenRows()) {
                JsonNode answer = Api.json(api.post(
                        "/v1/predict?explain=true",
                        JsonMapper.shared().writeValueAsString(Map.of("features", row.features()))));
                assertThat(answer.required("prediction").asDouble())
                        .isCloseTo(row.expectedProbability(), within(GoldenRow.TOLERANCE));
                if (!row.features().containsValue(null)) {
                    assertThat(shownByV2(api, row.features(), classes))
                            .isEqualTo(answer.required("prediction").asDouble());
                }
            }
        }
    }

    /** The probability of the second of two classes, or the highest of more. */
    private static double shownByV2(Api api, Map<String, ?> features, int classes) {
        List<Map<String, Object>> inputs = new ArrayList<>();
        features.forEach((name, value) -> {
            String type = value instanceof String ? "BYTES" : value instanceof Boolean ? "BOOL" : "FP64";
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("name", name);
            input.put("shape", List.of(1));
            input.put("datatype", type);
            input.put("data", List.of(value));
            inputs.add(input);
        });
        JsonNode answer = Api.json(api.post(
                "/v2/models/credit-approval/infer", JsonMapper.shared().writeValueAsString(Map.of("inputs", inputs))));
        JsonNode data = answer.required("outputs").get(0).required("data");
        double highest = 0;
        for (JsonNode probability : data) {
            highest = Math.max(highest, probability.asDouble());
        }
        return classes == 2 ? data.get(data.size() - 1).asDouble() : highest;
    }

    private Path write(int classes, boolean missing) throws IOException {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>(List.of("age,region,ratio,member,decision"));
        for (int i = 0; i < 800; i++) {
            int age = 20 + random.nextInt(50);
            int region = random.nextInt(REGIONS.size());
            double ratio = random.nextInt(1_000) / 1_000.0;
            boolean member = random.nextBoolean();
            double score = age / 20.0 + region - 3 * ratio + (member ? 1 : 0) + random.nextGaussian();
            lines.add(String.join(
                    ",",
                    missing && random.nextInt(10) == 0 ? "" : Integer.toString(age),
                    missing && random.nextInt(10) == 0 ? "" : REGIONS.get(region),
                    Double.toString(ratio),
                    Boolean.toString(member),
                    "class " + Math.clamp((int) (score / 2), 0, classes - 1)));
        }
        return Files.write(directory.resolve("data.csv"), lines);
    }
}
