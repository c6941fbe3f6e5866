package dev.tryops.training.spark;

/** What Spark says of a failure, without the traces that it puts into its messages. */
final class SparkFailure {

    private static final int LONGEST = 500;

    private SparkFailure() {}

    static String sentence(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.toString() : root.getMessage();
        String line = text.lines().findFirst().orElse(text).strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
