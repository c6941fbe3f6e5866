package dev.tryops.infra.settings;

/**
 * What can be switched on.
 *
 * @param cloudwatchExporter pods may write metrics to CloudWatch, for an exporter that does so
 * @param teardown buckets and repositories may be destroyed with what is in them; only on the way to the end
 */
public record Options(boolean cloudwatchExporter, boolean teardown) {

    static final Options NONE = new Options(false, false);
}
