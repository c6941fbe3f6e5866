package dev.tryops.bench;

/**
 * What a training took and gave.
 *
 * @param seconds of the whole process
 * @param fitSeconds of them, the fit
 * @param peakMebibytes the most that was resident
 * @param anonymousMebibytes of it without pages of files, the most that was seen
 * @param logLoss on the hold-out
 */
record Trained(double seconds, double fitSeconds, double peakMebibytes, double anonymousMebibytes, double logLoss) {}
