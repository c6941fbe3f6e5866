package dev.tryops.training.fit.newton;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Passes over all rows by several threads. Rows are cut into chunks of a fixed size, and the chunks' sums are added in
 * the order of the chunks: the result does not depend, bit for bit, on how many threads there are.
 */
final class Passes implements AutoCloseable {

    private static final int CHUNK = 4096;

    private final int rows;
    private final Layout layout;
    private final ExecutorService threads;
    private final Deque<Worker> idle = new ArrayDeque<>();

    private record Worker(Block block, Sums sums) {}

    private record Running(Worker worker, Future<?> done) {}

    private interface Work {
        void add(Worker worker, int from, int to);
    }

    Passes(DesignMatrix matrix, Layout layout, double[] classWeights, int threads) {
        this.rows = matrix.rows();
        this.layout = layout;
        this.threads = Executors.newFixedThreadPool(threads);
        for (int i = 0; i <= threads; i++) { // one more, to be added up while the threads are at work
            idle.add(new Worker(new Block(matrix, layout, classWeights), new Sums(layout)));
        }
    }

    /** Loss, gradient and curvature at {@code point}, without the penalty. */
    Sums derivatives(double[] point) {
        return run((worker, from, to) -> worker.block.addDerivatives(from, to, point, worker.sums));
    }

    /** The most that moving along {@code direction} changes the difference between two scores of a row. */
    double spread(double[] direction) {
        return run((worker, from, to) -> worker.block.addSpread(from, to, direction, worker.sums)).spread;
    }

    private Sums run(Work work) {
        Sums total = new Sums(layout);
        Deque<Running> running = new ArrayDeque<>();
        for (int from = 0; from < rows; from += Math.min(CHUNK, rows - from)) {
            if (idle.isEmpty()) {
                finish(running.remove(), total);
            }
            running.add(start(idle.remove(), work, from));
        }
        while (!running.isEmpty()) {
            finish(running.remove(), total);
        }
        return total;
    }

    private Running start(Worker worker, Work work, int from) {
        int to = from + Math.min(CHUNK, rows - from);
        return new Running(worker, threads.submit(() -> {
            worker.sums.clear();
            work.add(worker, from, to);
        }));
    }

    private void finish(Running chunk, Sums total) {
        try {
            chunk.done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while fitting", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
        total.add(chunk.worker.sums);
        idle.add(chunk.worker);
    }

    @Override
    public void close() {
        threads.close(); // waits: after a failure, too, nobody reads a matrix that its owner has closed
    }
}
