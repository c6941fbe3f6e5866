package dev.tryops.training.fit.newton;

/**
 * Where the unknowns of a fit are: {@code [output · width + j]}, the bias at j = 0 and column j − 1 behind it. Two
 * classes have one output, the score of class 1 while class 0 scores 0; more have one output each.
 *
 * @param width one more than there are columns
 */
record Layout(int classes, int width) {

    int outputs() {
        return classes == 2 ? 1 : classes;
    }

    /** The class that the first output scores. */
    int firstClass() {
        return classes - outputs();
    }

    int unknowns() {
        return outputs() * width;
    }

    int pairs() {
        return classes * (classes - 1) / 2;
    }

    /** The length of the upper triangle of a symmetric matrix over bias and columns, row by row. */
    int triangle() {
        return width * (width + 1) / 2;
    }
}
