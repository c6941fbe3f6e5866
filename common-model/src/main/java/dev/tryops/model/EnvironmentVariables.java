package dev.tryops.model;

/** The names under which programs are configured; charts and bindings use these constants, never the text. */
public final class EnvironmentVariables {

    public static final String AWS_REGION = "AWS_REGION";
    public static final String S3_BUCKET = "S3_BUCKET";
    public static final String LOG_LEVEL = "LOG_LEVEL";
    public static final String ENVIRONMENT = "ENVIRONMENT";
    public static final String MODEL_RELOAD_INTERVAL = "MODEL_RELOAD_INTERVAL";
    /** Seconds for which a replaced version can still be asked for by its name. */
    public static final String KEEP_PREVIOUS = "KEEP_PREVIOUS";
    /** The model's name in the routes of the Open Inference Protocol. */
    public static final String MODEL_NAME = "MODEL_NAME";

    public static final String MODEL_STORE = "MODEL_STORE";
    public static final String SERVER_ADDRESS = "SERVER_ADDRESS";
    public static final String PORT = "PORT";
    public static final String MANAGEMENT_PORT = "MANAGEMENT_PORT";
    public static final String MAX_BATCH_SIZE = "MAX_BATCH_SIZE";
    public static final String MAX_BODY_BYTES = "MAX_BODY_BYTES";

    /** Seconds for which a service that was told to stop still answers. */
    public static final String DRAIN_DELAY = "DRAIN_DELAY";
    /** Seconds within which a whole body must arrive. */
    public static final String BODY_TIMEOUT = "BODY_TIMEOUT";
    /** Predictions that are computed at the same time; 0 derives them from the processors. */
    public static final String PREDICTION_SLOTS = "PREDICTION_SLOTS";

    /** Predictions that a model's traffic is compared with its training data over. */
    public static final String DRIFT_WINDOW_SIZE = "DRIFT_WINDOW_SIZE";
    /** Seconds between two comparisons. */
    public static final String DRIFT_CHECK_INTERVAL = "DRIFT_CHECK_INTERVAL";
    /** Predictions below which nothing is said about drift. */
    public static final String DRIFT_MIN_SAMPLE = "DRIFT_MIN_SAMPLE";
    /** The share of comparisons that may raise an alarm although nothing has changed. */
    public static final String DRIFT_ALARM_RATE = "DRIFT_ALARM_RATE";
    /** The population stability index below which a difference is too small to matter. */
    public static final String DRIFT_PSI_THRESHOLD = "DRIFT_PSI_THRESHOLD";
    /** The same for the Kolmogorov-Smirnov statistic. */
    public static final String DRIFT_KS_THRESHOLD = "DRIFT_KS_THRESHOLD";
    /** The same for a shift of the mean, in standard deviations of the training data. */
    public static final String DRIFT_MEAN_SHIFT_THRESHOLD = "DRIFT_MEAN_SHIFT_THRESHOLD";

    /** Where predictions and feedback are kept: a directory or {@code s3://bucket/prefix}; none, if blank. */
    public static final String PREDICTION_STORE = "PREDICTION_STORE";
    /** {@code on} or {@code off}: whether predictions are kept there. */
    public static final String PREDICTION_LOG = "PREDICTION_LOG";
    /** The share of predictions that is kept, 0 to 1. */
    public static final String PREDICTION_LOG_SAMPLE = "PREDICTION_LOG_SAMPLE";
    /** Seconds after which what has been collected is written. */
    public static final String PREDICTION_LOG_FLUSH_INTERVAL = "PREDICTION_LOG_FLUSH_INTERVAL";
    /** Bytes at which it is written sooner. */
    public static final String PREDICTION_LOG_FLUSH_BYTES = "PREDICTION_LOG_FLUSH_BYTES";
    /** Bytes that may wait to be written; beyond that, predictions are not kept. */
    public static final String PREDICTION_LOG_MEMORY = "PREDICTION_LOG_MEMORY";

    /** Where traces go, by OpenTelemetry's protocol over HTTP; nowhere, if blank. */
    public static final String OTEL_EXPORTER_OTLP_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    /** The share of requests that are traced, 0 to 1. */
    public static final String OTEL_TRACES_SAMPLER_ARG = "OTEL_TRACES_SAMPLER_ARG";

    /** {@code required}, {@code optional} or {@code off}: whether manifests and pointers must be signed. */
    public static final String MODEL_SIGNATURES = "MODEL_SIGNATURES";
    /** What new manifests and pointers are signed with. */
    public static final String MODEL_SIGNING_KEY = "MODEL_SIGNING_KEY";
    /** Public keys whose signatures of manifests count. */
    public static final String MODEL_TRUSTED_BUNDLE_KEYS = "MODEL_TRUSTED_BUNDLE_KEYS";
    /** Public keys whose signatures of pointers count. */
    public static final String MODEL_TRUSTED_PROMOTION_KEYS = "MODEL_TRUSTED_PROMOTION_KEYS";

    /** JDBC URL of the database in which the training job remembers its runs. */
    public static final String JOB_REPOSITORY = "JOB_REPOSITORY";

    public static final String JOB_REPOSITORY_USER = "JOB_REPOSITORY_USER";
    public static final String JOB_REPOSITORY_PASSWORD = "JOB_REPOSITORY_PASSWORD";

    /** {@code json} or {@code text}. */
    public static final String LOG_FORMAT = "LOG_FORMAT";

    public static final String AUTH_ISSUER_URI = "AUTH_ISSUER_URI";
    public static final String AUTH_JWK_SET_URI = "AUTH_JWK_SET_URI";
    public static final String AUTH_AUDIENCE = "AUTH_AUDIENCE";
    public static final String AUTH_REQUIRED_SCOPE = "AUTH_REQUIRED_SCOPE";
    public static final String API_KEYS = "API_KEYS";
    public static final String API_KEYS_FILE = "API_KEYS_FILE";
    /** Requests of one client in a time: {@code 100/s}, {@code 6000/m}. */
    public static final String RATE_LIMIT = "RATE_LIMIT";

    public static final String RATE_LIMIT_BURST = "RATE_LIMIT_BURST";
    /** Whose {@code X-Forwarded-For} counts: addresses and CIDR ranges, separated by commas. */
    public static final String TRUSTED_PROXIES = "TRUSTED_PROXIES";
    /** Whose pages may call: origins, separated by commas. */
    public static final String CORS_ALLOWED_ORIGINS = "CORS_ALLOWED_ORIGINS";

    private EnvironmentVariables() {}
}
