package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.InferenceClient.BinaryAnswer;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.registry.ModelBundle;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A row is answered with the same 32 bits, by whichever route it comes. */
class SameAnswersTest {

    private static final int ROWS = 40;
    private static final long SEED = 20260208;

    @TempDir
    Path store;

    @Test
    void numbersAreAnsweredAlikeByEveryRoute() {
        Random random = new Random(SEED);
        List<List<String>> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> List.of(
                        Integer.toString(18 + random.nextInt(60)),
                        Double.toString(random.nextDouble()),
                        Integer.toString(random.nextInt(2))))
                .toList();
        assertAlike(TestModels.bundle(TestModels.version(1), 0.3), TestModels.SCHEMA, rows, true);
    }

    @Test
    void textsAndThreeClassesAreAnsweredAlikeByEveryRoute() {
        Random random = new Random(SEED);
        List<String> regions = List.of("north", "Île-de-France", "東京", "never \"seen\", before");
        List<List<String>> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> List.of(
                        Integer.toString(18 + random.nextInt(60)),
                        regions.get(random.nextInt(regions.size())),
                        Float.toString(random.nextFloat())))
                .toList();
        assertAlike(MixedModel.bundle(TestModels.version(1)), MixedModel.SCHEMA, rows, false);
    }

    /** An empty value is a missing one. */
    @Test
    void missingNumbersAreAnsweredAlikeByEveryRoute() {
        Random random = new Random(SEED);
        List<List<String>> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> List.of(
                        i % 2 == 0 ? "" : Integer.toString(18 + random.nextInt(60)),
                        i % 3 == 0 ? "" : Double.toString(random.nextDouble()),
                        i % 5 == 0 ? "" : Integer.toString(random.nextInt(2))))
                .toList();
        assertAlike(NullableModel.bundle(TestModels.version(1), 0.3), NullableModel.SCHEMA, rows, true);
    }

    private void assertAlike(ModelBundle bundle, FeatureSchema schema, List<List<String>> rows, boolean matrix) {
        try (RunningApi api = new RunningApi(store)) {
            api.serve(bundle);
            api.awaitReady();
            List<Integer> expected = singles(api, schema, rows);

            assertThat(expected).doesNotContainNull().hasSize(ROWS);
            assertThat(batch(api, schema, rows)).isEqualTo(expected);
            assertThat(columnsAsJson(api, schema, rows)).isEqualTo(expected);
            assertThat(columnsAsBytes(api, schema, rows)).isEqualTo(expected);
            if (matrix) {
                assertThat(matrixAsJson(api, rows)).isEqualTo(expected);
                assertThat(matrixAsBytes(api, rows)).isEqualTo(expected);
            }
            assertThat(csv(api, rows)).isEqualTo(expected);
            for (String body : invocations(schema, rows)) {
                assertThat(bits(api.post("/invocations", body).json().required("predictions")))
                        .isEqualTo(expected);
            }
        }
    }

    private static List<Integer> singles(RunningApi api, FeatureSchema schema, List<List<String>> rows) {
        return rows.stream()
                .map(row -> bits(api.post("/v1/predict", "{\"features\":" + object(schema, row) + "}")
                        .json()
                        .required("prediction")
                        .toString()))
                .toList();
    }

    private static List<Integer> batch(RunningApi api, FeatureSchema schema, List<List<String>> rows) {
        JsonNode answer = api.post("/v1/predict/batch", "{\"instances\":" + objects(schema, rows) + "}")
                .json();
        List<Integer> bits = new ArrayList<>();
        answer.required("predictions")
                .forEach(p -> bits.add(bits(p.required("prediction").toString())));
        return bits;
    }

    private static List<Integer> columnsAsJson(RunningApi api, FeatureSchema schema, List<List<String>> rows) {
        String inputs = schema.features().stream()
                .map(feature -> "{\"name\":\"%s\",\"shape\":[%d],\"datatype\":\"%s\",\"data\":%s}"
                        .formatted(feature.name(), ROWS, datatype(feature), column(feature, rows)))
                .collect(Collectors.joining(","));
        return ofOutputs(
                InferenceClient.json(api, "{\"inputs\":[" + inputs + "]}").json());
    }

    private static List<Integer> columnsAsBytes(RunningApi api, FeatureSchema schema, List<List<String>> rows) {
        byte[][] tensors =
                schema.features().stream().map(feature -> bytes(feature, rows)).toArray(byte[][]::new);
        String inputs = schema.features().stream()
                .map(feature ->
                        "{\"name\":\"%s\",\"shape\":[%d,1],\"datatype\":\"%s\",\"parameters\":{\"binary_data_size\":%d}}"
                                .formatted(feature.name(), ROWS, datatype(feature), tensors[feature.position()].length))
                .collect(Collectors.joining(","));
        return ofTensors(InferenceClient.binaryBothWays(
                api, "{\"inputs\":[" + inputs + "],\"parameters\":{\"binary_data_output\":true}}", tensors));
    }

    private static List<Integer> matrixAsJson(RunningApi api, List<List<String>> rows) {
        String data = rows.stream()
                .flatMap(List::stream)
                .map(value -> value.isEmpty() ? "null" : value)
                .collect(Collectors.joining(","));
        return ofOutputs(InferenceClient.json(
                        api,
                        "{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,3],\"datatype\":\"FP64\",\"data\":[%s]}]}"
                                .formatted(ROWS, data))
                .json());
    }

    private static List<Integer> matrixAsBytes(RunningApi api, List<List<String>> rows) {
        ByteBuffer tensor = InferenceClient.little(ROWS * 3 * Float.BYTES);
        rows.forEach(row -> row.forEach(value -> tensor.putFloat((float) number(value))));
        return ofTensors(InferenceClient.binaryBothWays(
                api,
                ("{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,3],\"datatype\":\"FP32\",\"parameters\":"
                                + "{\"binary_data_size\":%d}}],\"parameters\":{\"binary_data_output\":true}}")
                        .formatted(ROWS, ROWS * 3 * Float.BYTES),
                tensor.array()));
    }

    private static List<Integer> csv(RunningApi api, List<List<String>> rows) {
        String csv = rows.stream()
                .map(row -> row.stream()
                        .map(value -> "\"" + value.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        return api.send(api.request("/invocations")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(csv)))
                .text()
                .lines()
                .map(SameAnswersTest::bits)
                .toList();
    }

    private static List<String> invocations(FeatureSchema schema, List<List<String>> rows) {
        String names = schema.names().stream().map(SameAnswersTest::quoted).collect(Collectors.joining(",", "[", "]"));
        String arrays = rows.stream()
                .map(row -> schema.features().stream()
                        .map(feature -> value(feature, row))
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
        String columns = schema.features().stream()
                .map(feature -> quoted(feature.name()) + ":" + column(feature, rows))
                .collect(Collectors.joining(",", "{", "}"));
        return List.of(
                "{\"dataframe_split\":{\"columns\":" + names + ",\"data\":" + arrays + "}}",
                "{\"dataframe_records\":" + objects(schema, rows) + "}",
                "{\"instances\":" + arrays + "}",
                "{\"inputs\":" + columns + "}");
    }

    /** The probability that the native routes answer with: of the positive class, or of the one decided for. */
    private static List<Integer> ofOutputs(JsonNode answer) {
        JsonNode probabilities = answer.required("outputs").get(0);
        JsonNode labels = answer.required("outputs").get(1).required("data");
        int classes = probabilities.required("shape").get(1).asInt();
        return IntStream.range(0, ROWS)
                .mapToObj(row -> bits(probabilities
                        .required("data")
                        .get(row * classes + (classes == 2 ? 1 : labels.get(row).asInt()))
                        .toString()))
                .toList();
    }

    private static List<Integer> ofTensors(BinaryAnswer answer) {
        int classes = answer.json()
                .required("outputs")
                .get(0)
                .required("shape")
                .get(1)
                .asInt();
        ByteBuffer tensors = answer.tensors();
        int start = tensors.position();
        return IntStream.range(0, ROWS)
                .mapToObj(row -> {
                    int label = (int) tensors.getLong(start + ROWS * classes * Float.BYTES + row * Long.BYTES);
                    int index = row * classes + (classes == 2 ? 1 : label);
                    return Float.floatToRawIntBits(tensors.getFloat(start + index * Float.BYTES));
                })
                .toList();
    }

    private static List<Integer> bits(JsonNode numbers) {
        List<Integer> bits = new ArrayList<>();
        numbers.forEach(number -> bits.add(bits(number.toString())));
        return bits;
    }

    private static int bits(String number) {
        return Float.floatToRawIntBits(Float.parseFloat(number));
    }

    private static String objects(FeatureSchema schema, List<List<String>> rows) {
        return rows.stream().map(row -> object(schema, row)).collect(Collectors.joining(",", "[", "]"));
    }

    /** A missing value is null in one row and absent from the next. */
    private static String object(FeatureSchema schema, List<String> row) {
        boolean absent = row.hashCode() % 2 == 0 && !String.join("", row).isEmpty();
        return schema.features().stream()
                .filter(feature -> !absent || !row.get(feature.position()).isEmpty())
                .map(feature -> quoted(feature.name()) + ":" + value(feature, row))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String column(Feature feature, List<List<String>> rows) {
        return rows.stream().map(row -> value(feature, row)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String value(Feature feature, List<String> row) {
        String value = row.get(feature.position());
        return feature.dtype() == Dtype.STRING ? quoted(value) : value.isEmpty() ? "null" : value;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static double number(String value) {
        return value.isEmpty() ? Double.NaN : Double.parseDouble(value);
    }

    /** Only a floating-point number can say that it is missing. */
    private static String datatype(Feature feature) {
        if (feature.nullable() && feature.dtype() != Dtype.STRING) {
            return "FP64";
        }
        return switch (feature.dtype()) {
            case INT64 -> "INT64";
            case FLOAT64 -> "FP64";
            case BOOL -> "UINT8";
            case STRING -> "BYTES";
        };
    }

    private static byte[] bytes(Feature feature, List<List<String>> rows) {
        List<String> values =
                rows.stream().map(row -> row.get(feature.position())).toList();
        if (datatype(feature).equals("FP64")) {
            return InferenceClient.fp64(
                    values.stream().mapToDouble(SameAnswersTest::number).toArray());
        }
        return switch (feature.dtype()) {
            case INT64 ->
                InferenceClient.int64(values.stream().mapToLong(Long::parseLong).toArray());
            case FLOAT64 -> throw new IllegalStateException("FP64 is written above");
            case STRING -> InferenceClient.texts(values.toArray(String[]::new));
            case BOOL -> {
                byte[] bytes = new byte[values.size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = Byte.parseByte(values.get(i));
                }
                yield bytes;
            }
        };
    }
}
