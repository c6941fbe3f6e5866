package dev.tryops.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Credit applications as CSV, drawn once: fewer rows are the first ones of the most. */
record CreditFiles(Path folder, int rows) {

    static final String TARGET = "approved";

    private static final int MINUTES = 5;

    /** Has the job draw them, which trains a model of them, too. */
    static CreditFiles drawn(Path parent, int rows) throws IOException {
        System.err.printf("        drawing %,d rows%n", rows);
        Path folder = parent.resolve("rows");
        Files.createDirectories(folder);
        JobTrainer newton = JobTrainer.newton();
        List<String> command = new ArrayList<>(newton.program());
        command.addAll(List.of("--synthetic", Integer.toString(rows), "--random-state", "42", "--engine", "newton"));
        command.addAll(List.of(
                "--work-dir",
                folder.toString(),
                "--store",
                folder.resolve("store").toString()));
        command.addAll(List.of("--policy", "local", "--environment", TrainedStore.ENVIRONMENT));
        Child.run(command, newton.environment(), folder.resolve("drawing.log"), MINUTES);
        return new CreditFiles(folder, rows);
    }

    /** The first {@code count} rows, with the header. */
    Path head(int count) throws IOException {
        Path all = folder.resolve("synthetic.csv");
        if (count == rows) {
            return all;
        }
        Path file = folder.resolve(count + ".csv");
        if (!Files.exists(file)) {
            try (BufferedReader in = Files.newBufferedReader(all);
                    BufferedWriter out = Files.newBufferedWriter(file)) {
                for (int i = 0; i <= count; i++) {
                    out.write(in.readLine() + "\n");
                }
            }
        }
        return file;
    }

    void remove() throws IOException {
        Folders.clear(folder);
    }
}
