package dev.tryops.training.fit;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
final class LogisticTrainer {

    static final int EPOCHS = 50;
    private static final double LEARNING_RATE = 0.1;
    private static final int MINIBATCH_SIZE = 1;

    private final long seed;

    LogisticTrainer(long seed) {
        this.seed = seed;
    }

    static String libraryVersion() {
        return Tribuo.VERSION;
    }

    /** The model of {@code training}; the same rows and seed give the same weights, bit for bit. */
    LogisticModel fit(Dataset training) {
        return fit(training, FitSettings.DEFAULT.classWeights(training)).model();
    }

    /** Rows count as often as their class weighs. */
    Fit fit(Dataset training, double[] classWeights) {
        Encoding encoding = Encoding.of(training);
        // A trainer's second run differs from its first, so each fit has its own.
        LinearSGDTrainer trainer = new LinearSGDTrainer(
                new LogMulticlass(), SGD.getSqrtDecaySGD(LEARNING_RATE), EPOCHS, -1, MINIBATCH_SIZE, seed);
        LinearSGDModel fitted = trainer.train(examples(training, encoding, classWeights));
        Map<String, Object> made = Fit.settings(FitSettings.Engine.TRIBUO, "sgd_sqrt_decay");
        made.put("learning_rate", LEARNING_RATE);
        made.put("epochs", EPOCHS);
        made.put("minibatch_size", MINIBATCH_SIZE);
        made.put("l2", 0.0);
        LogisticModel model = inColumnOrder(encoding, training, fitted);
        return new Fit(
                model,
                NewtonFitting.errors(model, training, classWeights, 0),
                made,
                "Tribuo, %d epochs".formatted(EPOCHS),
                ProvenanceUtil.formattedProvenanceString(fitted.getProvenance()).replace("\t", "  "));
    }

    private static MutableDataset<Label> examples(Dataset training, Encoding encoding, double[] classWeights) {
        String[] names = IntStream.range(0, encoding.columns())
                .mapToObj(LogisticTrainer::name)
                .toArray(String[]::new);
        Encoder encoder = new Encoder(encoding, training);
        List<Example<Label>> examples = new ArrayList<>(training.rows());
        for (int row = 0; row < training.rows(); row++) {
            double[] values = new double[names.length];
            encoder.encode(row, values);
            int klass = training.classOf(row);
            Example<Label> example = new ArrayExample<>(label(klass), names, values);
            example.setWeight((float) classWeights[klass]);
            examples.add(example);
        }
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("training rows", factory), factory);
        dataset.addAll(examples);
        return dataset;
    }

    /** Tribuo sorts columns by name, and these names sort as the columns do. */
    private static String name(int column) {
        return "%07d".formatted(column);
    }

    private static Label label(int klass) {
        return new Label(Integer.toString(klass));
    }

    /** Brings the weights back by name to where the encoding has their columns. */
    private static LogisticModel inColumnOrder(Encoding encoding, Dataset training, LinearSGDModel fitted) {
        DenseMatrix weights = fitted.getWeightsCopy();
        ImmutableFeatureMap columns = fitted.getFeatureIDMap();
        int[] ids = IntStream.range(0, encoding.columns())
                .map(column -> columns.getID(name(column)))
                .toArray();
        int classes = training.classLabels().size();
        double[] biases = new double[classes];
        double[][] byClass = new double[classes][ids.length];
        for (int k = 0; k < classes; k++) {
            int row = fitted.getOutputIDInfo().getID(label(k));
            biases[k] = weights.get(row, columns.size());
            for (int column = 0; column < ids.length; column++) {
                // Tribuo leaves out a feature that is zero in every row.
                byClass[k][column] = ids[column] < 0 ? 0 : weights.get(row, ids[column]);
            }
        }
        return classes == 2 ? binary(encoding, biases, byClass) : new LogisticModel(encoding, biases, byClass);
    }

    private static LogisticModel binary(Encoding encoding, double[] biases, double[][] weights) {
        double[] difference = IntStream.range(0, encoding.columns())
                .mapToDouble(column -> weights[1][column] - weights[0][column])
                .toArray();
        return new LogisticModel(encoding, new double[] {biases[1] - biases[0]}, new double[][] {difference});
    }
}
