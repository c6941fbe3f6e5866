package dev.tryops.bench;

/**
 * What a training took and gave.
 *
 * @param seconds of the whole process
 * @param sharedSeconds of them, what every trainer does: to read, split, fit and evaluate
 * @param fitSeconds of these, the fit
 * @param peakMebibytes the most that was resident
 * @param anonymousMebibytes of it without pages of files, the most that was seen
 * @param logLoss on the hold-out
 */
record Trained(
        double seconds,
        double sharedSeconds,
        double fitSeconds,
        double peakMebibytes,
        double anonymousMebibytes,
        double logLoss) {}
