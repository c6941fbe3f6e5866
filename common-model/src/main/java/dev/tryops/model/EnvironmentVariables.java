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

    /** {@code required}, {@code optional} or {@code off}: whether manifests and pointers must be signed. */
    public static final String MODEL_SIGNATURES = "MODEL_SIGNATURES";
    /** What new manifests and pointers are signed with. */
    public static final String MODEL_SIGNING_KEY = "MODEL_SIGNING_KEY";
    /** Public keys whose signatures of manifests count. */
    public static final String MODEL_TRUSTED_BUNDLE_KEYS = "MODEL_TRUSTED_BUNDLE_KEYS";
    /** Public keys whose signatures of pointers count. */
    public static final String MODEL_TRUSTED_PROMOTION_KEYS = "MODEL_TRUSTED_PROMOTION_KEYS";

    private EnvironmentVariables() {}
}
