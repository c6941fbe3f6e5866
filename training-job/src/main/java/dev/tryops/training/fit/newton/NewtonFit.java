package dev.tryops.training.fit.newton;

import java.util.List;

/**
 * A fitted logistic regression on standardized columns.
 *
 * <p>With two classes there is one row: {@code bias + weights · x} is the log-odds of class 1. With K > 2 classes there
 * are K rows, the scores of a softmax; as scores shifted together mean the same, biases sum to 0 over the classes, and
 * so do the weights of each column, as in scikit-learn.
 *
 * <p>Standard errors are square roots of the diagonal of the inverse Hessian of the penalized loss at the optimum (for
 * softmax, within the zero sums). They hold for rows drawn independently and all of weight 1; a ridge shortens them,
 * and class weights make them a rough guide only. A bias is that of standardized columns, and so is its error.
 *
 * @param biases {@code [row]}
 * @param weights {@code [row][column]}; 0 for a redundant column
 * @param biasErrors {@code [row]}, in the unit of the bias
 * @param weightErrors {@code [row][column]}; NaN where the data do not determine the weight
 * @param iterations the Newton steps taken
 * @param converged whether the tolerance was reached
 * @param separated whether the model gives every row its own class: the data are then linearly separable, and only the
 *     ridge keeps the weights finite
 * @param penalizedLoss the minimum found, as {@link NewtonSettings} defines it
 * @param redundantColumns constant columns and those that earlier columns determine, from 0: more than 1 − 1e-10 of
 *     their variance. A ridge that is strong enough to share the weight among them leaves this list empty
 */
public record NewtonFit(
        double[] biases,
        double[][] weights,
        double[] biasErrors,
        double[][] weightErrors,
        int iterations,
        boolean converged,
        boolean separated,
        double penalizedLoss,
        List<Integer> redundantColumns) {

    public NewtonFit {
        redundantColumns = List.copyOf(redundantColumns);
    }
}
