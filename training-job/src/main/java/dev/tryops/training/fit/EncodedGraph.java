package dev.tryops.training.fit;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tryops.model.InputLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A model's graph with its encoding inside: missing numbers replaced, numbers standardized, an indicator for each missing
 * number and for each category, all side by side, weighed, and the softmax of the scores.
 */
final class EncodedGraph {

    static final String NAME = "logistic_regression";

    /**
     * So far from the mean that any weight has long decided the answer, and still far from float32's end: a legal float32
     * divided by a small deviation overflows, and infinity times a weight of 0 is not a number.
     */
    private static final double LARGEST_STANDARDIZED = 1e30;

    private final LogisticModel model;
    private final InputLayout layout;
    private final List<FeatureEncoding.Numeric> numbers;
    private final List<FeatureEncoding.Categorical> texts;
    private final GraphBuilder graph = new GraphBuilder(NAME);

    /** Side by side, they are what the weights apply to; {@code rows} says which of the model's columns each one is. */
    private final List<String> parts = new ArrayList<>();

    private final List<Integer> rows = new ArrayList<>();

    /** A column that the encoding does not have: its weights are 0. */
    private static final int NO_COLUMN = -1;

    EncodedGraph(LogisticModel model) {
        this.model = model;
        this.layout = new InputLayout(model.schema());
        this.numbers = all(FeatureEncoding.Numeric.class);
        this.texts = all(FeatureEncoding.Categorical.class);
    }

    private <T extends FeatureEncoding> List<T> all(Class<T> kind) {
        return model.encoding().features().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    OnnxMl.GraphProto build() {
        if (layout.numbers() > 0) {
            addNumbers();
        }
        if (layout.texts() > 0) {
            addTexts();
        }
        String columns = parts.size() == 1 ? parts.getFirst() : graph.nodeAlong(1, "Concat", "columns", parts);
        int classes = model.classes();
        String weights = graph.floats("weights", weights(classes), rows.size(), classes);
        String scores = graph.node("Gemm", "scores", columns, weights, graph.floats("bias", biases(), classes));
        graph.nodeAlong(1, "Softmax", OnnxExport.OUTPUT, List.of(scores));
        return graph.output(OnnxExport.OUTPUT, classes);
    }

    private void addNumbers() {
        String input = graph.input(InputLayout.NUMBERS, DataType.FLOAT, numbers.size());
        boolean nullable = numbers.stream().anyMatch(number -> number.feature().nullable());
        String missing = nullable ? graph.node("IsNaN", "missing", input) : "";
        String present = nullable
                ? graph.node("Where", "present", missing, constants("median", FeatureEncoding.Numeric::median), input)
                : input;
        String centred = graph.node("Sub", "centred", present, constants("mean", FeatureEncoding.Numeric::mean));
        String scaled = graph.node("Div", "scaled", centred, constants("std", FeatureEncoding.Numeric::std));
        String smallest = graph.floats("smallest", new double[] {-LARGEST_STANDARDIZED});
        String largest = graph.floats("largest", new double[] {LARGEST_STANDARDIZED});
        parts.add(graph.node("Clip", "bounded", scaled, smallest, largest));
        numbers.forEach(number -> rows.add(number.first()));
        if (nullable) {
            parts.add(graph.cast(DataType.FLOAT, "indicators", missing));
            numbers.forEach(number -> rows.add(number.feature().nullable() ? number.missingColumn() : NO_COLUMN));
        }
    }

    private String constants(String name, ToDoubleFunction<FeatureEncoding.Numeric> value) {
        return graph.floats(name, numbers.stream().mapToDouble(value).toArray(), numbers.size());
    }

    private void addTexts() {
        String input = graph.input(InputLayout.TEXTS, DataType.STRING, texts.size());
        for (int i = 0; i < texts.size(); i++) {
            FeatureEncoding.Categorical text = texts.get(i);
            if (text.width() == 0) {
                continue;
            }
            String column = texts.size() == 1
                    ? input
                    : graph.nodeAlong(1, "Gather", "text_" + i, List.of(input, graph.longs("number_" + i, i)));
            List<String> categories = new ArrayList<>(text.categories()
                    .subList(
                            Math.min(1, text.categories().size()),
                            text.categories().size()));
            if (text.feature().nullable()) {
                categories.add(""); // a missing text
            }
            String hot = graph.oneHot(categories, "hot_" + i, column);
            String flat = graph.longs("flat_" + i, 0, categories.size()); // from [N, 1, categories]
            parts.add(graph.node("Reshape", "category_" + i, hot, flat));
            for (int c = 0; c < text.width(); c++) {
                rows.add(text.first() + c);
            }
        }
        if (parts.isEmpty()) {
            addNothing(input);
        }
    }

    /** Texts that are all of one category say nothing, but a graph must read its input. */
    private void addNothing(String input) {
        String hot = graph.oneHot(List.of(""), "hot", input);
        parts.add(graph.node("Reshape", "category", hot, graph.longs("flat", 0, texts.size())));
        texts.forEach(text -> rows.add(NO_COLUMN));
    }

    /** For two classes, the first scores 0 and the second its log-odds: their softmax is the sigmoid. */
    private double[] weights(int classes) {
        double[] weights = new double[rows.size() * classes];
        for (int row = 0; row < rows.size(); row++) {
            int column = rows.get(row);
            for (int k = 0; k < model.weights().length && column != NO_COLUMN; k++) {
                weights[(row + 1) * classes - model.weights().length + k] = model.weights()[k][column];
            }
        }
        return weights;
    }

    private double[] biases() {
        return model.isBinary() ? new double[] {0, model.biases()[0]} : Arrays.copyOf(model.biases(), model.classes());
    }
}
