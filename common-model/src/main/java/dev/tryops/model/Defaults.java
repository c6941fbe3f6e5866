package dev.tryops.model;

/** The values that programs, charts and documentation share where nothing is configured. */
public final class Defaults {

    public static final String ENVIRONMENT = "production";
    public static final String LOG_LEVEL = "INFO";
    /** Seconds between two looks at the serving pointer. */
    public static final int MODEL_RELOAD_INTERVAL = 300;

    /** Seconds for which a replaced version can still be asked for by its name. */
    public static final int KEEP_PREVIOUS = 60;

    public static final String MODEL_NAME = "credit-approval";

    public static final String SERVER_ADDRESS = "0.0.0.0";
    public static final int PORT = 8000;
    public static final int MANAGEMENT_PORT = 8081;
    public static final int MAX_BATCH_SIZE = 1_000;
    /** Seconds; load balancers lag that much behind readiness. */
    public static final int DRAIN_DELAY = 10;
    /** Seconds. */
    public static final int BODY_TIMEOUT = 20;

    public static final int DRIFT_WINDOW_SIZE = 1_000;
    /** Seconds. */
    public static final int DRIFT_CHECK_INTERVAL = 60;

    public static final int DRIFT_MIN_SAMPLE = 200;
    public static final double DRIFT_ALARM_RATE = 0.001;
    public static final double DRIFT_PSI_THRESHOLD = 0.1;
    public static final double DRIFT_KS_THRESHOLD = 0.1;
    public static final double DRIFT_MEAN_SHIFT_THRESHOLD = 0.2;

    public static final double PREDICTION_LOG_SAMPLE = 1;
    /** Seconds. */
    public static final int PREDICTION_LOG_FLUSH_INTERVAL = 600;

    public static final long PREDICTION_LOG_FLUSH_BYTES = 50L << 20;
    public static final long PREDICTION_LOG_MEMORY = 100L << 20;

    public static final double OTEL_TRACES_SAMPLER_ARG = 1;

    public static final String LIVENESS_PATH = "/health";
    public static final String READINESS_PATH = "/ready";
    public static final String METRICS_PATH = "/metrics";

    private Defaults() {}
}
