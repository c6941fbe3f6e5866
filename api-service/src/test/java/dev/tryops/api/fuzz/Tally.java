package dev.tryops.api.fuzz;

/** How many inputs were read, and how many of them were taken: a fuzzer whose inputs are all refused looks at little. */
public final class Tally {

    private final String reader;
    private final long start = System.nanoTime();
    private long inputs;
    private long accepted;

    public Tally(String reader) {
        this.reader = reader;
    }

    public void add(boolean wasAccepted) {
        inputs++;
        accepted += wasAccepted ? 1 : 0;
    }

    public double share() {
        return inputs == 0 ? 0 : (double) accepted / inputs;
    }

    @Override
    public String toString() {
        return "%s: %,d inputs, %.0f %% of them accepted, in %.0f s"
                .formatted(reader, inputs, 100 * share(), (System.nanoTime() - start) / 1e9);
    }
}
