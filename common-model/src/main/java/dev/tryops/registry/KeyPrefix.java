package dev.tryops.registry;

/** The first parts of keys. Programs, grants and the rules of buckets use these constants, never the text. */
public final class KeyPrefix {

    public static final String MODELS = "models/";
    public static final String METADATA = "metadata/";
    public static final String BASELINES = "baselines/";
    public static final String REPORTS = "reports/";
    public static final String QUARANTINE = "quarantine/";
    public static final String MANIFESTS = "manifests/";
    public static final String SIGNATURES = "signatures/";
    /** Marks of what is to be deleted. */
    public static final String RETIRED = "retired/";
    /** Pointers: one for each environment. */
    public static final String SERVING = "serving/";
    /** Pointers that were in force. */
    public static final String HISTORY = SERVING + "history/";

    /** What was answered, in the bucket of predictions as what follows. */
    public static final String PREDICTIONS = "predictions/";
    /** What turned out to be true. */
    public static final String FEEDBACK = "feedback/";
    /** What follows from both. */
    public static final String QUALITY = "quality/";

    private KeyPrefix() {}
}
