package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A program that trains a model on a CSV file with the target column {@value CreditFiles#TARGET}. */
interface Trainer {

    String name();

    /** More than these make no sense for it. */
    int mostRows();

    /** Runs the program to its end; it may write to {@code folder}, which is fresh. */
    Trained train(Path file, Path folder) throws IOException;
}
