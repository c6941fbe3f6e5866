package dev.tryops.api.web;

/** The header fields of this API's own that clients may rely on. */
public final class ApiHeaders {

    public static final String REQUEST_ID = "X-Request-ID";
    /** The version of the model that computed an answer, or that an answer is about. */
    public static final String MODEL_VERSION = "X-Model-Version";

    private ApiHeaders() {}
}
