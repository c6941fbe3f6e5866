package dev.tryops.training.fit;

import dev.tryops.training.data.BadData;
import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Logistic regression by stochastic gradient descent on standardized features. */
public final class LogisticTrainer {

    public static final int EPOCHS = 50;
    private static final double LEARNING_RATE = 0.1;
    private static final int MINIBATCH_SIZE = 1;

    private final long seed;

    public LogisticTrainer(long seed) {
        this.seed = seed;
    }

    public static String libraryVersion() {
        return Tribuo.VERSION;
    }

    public static Map<String, Object> hyperparameters() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("optimizer", "sgd_sqrt_decay");
        settings.put("learning_rate", LEARNING_RATE);
        settings.put("epochs", EPOCHS);
        settings.put("minibatch_size", MINIBATCH_SIZE);
        settings.put("standardize", true);
        settings.put("regularization", "none");
        return settings;
    }

    /** The model of {@code training}; the same rows and seed give the same weights, bit for bit. */
    public LogisticModel fit(Dataset training) {
        Standardization standardization = Standardization.of(training);
        // A trainer's second run differs from its first, so each fit has its own.
        LinearSGDTrainer trainer = new LinearSGDTrainer(
                new LogMulticlass(), SGD.getSqrtDecaySGD(LEARNING_RATE), EPOCHS, -1, MINIBATCH_SIZE, seed);
        LinearSGDModel fitted = trainer.train(examples(training, standardization));
        LogisticModel model = inSchemaOrder(training, standardization, fitted);
        if (!DoubleStream.concat(DoubleStream.of(model.bias()), Arrays.stream(model.weights()))
                .allMatch(Double::isFinite)) {
            throw new BadData("The training did not converge: the data holds values too extreme for their column."
                    + " Look for outliers, or rescale the column.");
        }
        return model;
    }

    private static MutableDataset<Label> examples(Dataset training, Standardization standardization) {
        String[] names = training.schema().names().toArray(String[]::new);
        List<Example<Label>> examples = new ArrayList<>(training.rows());
        for (int row = 0; row < training.rows(); row++) {
            double[] values = new double[names.length];
            for (int f = 0; f < values.length; f++) {
                values[f] = standardization.standardized(f, training.input(f, row));
            }
            examples.add(new ArrayExample<>(label(training.classes()[row]), names, values));
        }
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("training rows", factory), factory);
        dataset.addAll(examples);
        return dataset;
    }

    private static Label label(int klass) {
        return new Label(Integer.toString(klass));
    }

    /** Tribuo sorts features by name; the weights are brought back by name to where the schema has them. */
    private static LogisticModel inSchemaOrder(
            Dataset training, Standardization standardization, LinearSGDModel fitted) {
        DenseMatrix weights = fitted.getWeightsCopy();
        int negative = fitted.getOutputIDInfo().getID(label(0));
        int positive = fitted.getOutputIDInfo().getID(label(1));
        ImmutableFeatureMap columns = fitted.getFeatureIDMap();
        double[] difference = training.schema().features().stream()
                .mapToInt(feature -> columns.getID(feature.name()))
                // Tribuo leaves out a feature that is zero in every row.
                .mapToDouble(id -> id < 0 ? 0 : weights.get(positive, id) - weights.get(negative, id))
                .toArray();
        int bias = columns.size();
        return new LogisticModel(
                training.schema(),
                standardization,
                weights.get(positive, bias) - weights.get(negative, bias),
                difference);
    }
}
