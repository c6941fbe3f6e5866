package dev.tryops.api;

import static dev.tryops.model.EnvironmentVariables.API_KEYS;
import static dev.tryops.model.EnvironmentVariables.API_KEYS_FILE;
import static dev.tryops.model.EnvironmentVariables.AUTH_AUDIENCE;
import static dev.tryops.model.EnvironmentVariables.AUTH_ISSUER_URI;
import static dev.tryops.model.EnvironmentVariables.AUTH_JWK_SET_URI;
import static dev.tryops.model.EnvironmentVariables.AUTH_REQUIRED_SCOPE;
import static dev.tryops.model.EnvironmentVariables.BODY_TIMEOUT;
import static dev.tryops.model.EnvironmentVariables.CORS_ALLOWED_ORIGINS;
import static dev.tryops.model.EnvironmentVariables.DRAIN_DELAY;
import static dev.tryops.model.EnvironmentVariables.DRIFT_ALARM_RATE;
import static dev.tryops.model.EnvironmentVariables.DRIFT_CHECK_INTERVAL;
import static dev.tryops.model.EnvironmentVariables.DRIFT_KS_THRESHOLD;
import static dev.tryops.model.EnvironmentVariables.DRIFT_MEAN_SHIFT_THRESHOLD;
import static dev.tryops.model.EnvironmentVariables.DRIFT_MIN_SAMPLE;
import static dev.tryops.model.EnvironmentVariables.DRIFT_PSI_THRESHOLD;
import static dev.tryops.model.EnvironmentVariables.DRIFT_WINDOW_SIZE;
import static dev.tryops.model.EnvironmentVariables.ENVIRONMENT;
import static dev.tryops.model.EnvironmentVariables.KEEP_PREVIOUS;
import static dev.tryops.model.EnvironmentVariables.LOG_FORMAT;
import static dev.tryops.model.EnvironmentVariables.LOG_LEVEL;
import static dev.tryops.model.EnvironmentVariables.MANAGEMENT_PORT;
import static dev.tryops.model.EnvironmentVariables.MAX_BATCH_SIZE;
import static dev.tryops.model.EnvironmentVariables.MAX_BODY_BYTES;
import static dev.tryops.model.EnvironmentVariables.MODEL_NAME;
import static dev.tryops.model.EnvironmentVariables.MODEL_RELOAD_INTERVAL;
import static dev.tryops.model.EnvironmentVariables.MODEL_SIGNATURES;
import static dev.tryops.model.EnvironmentVariables.MODEL_STORE;
import static dev.tryops.model.EnvironmentVariables.MODEL_TRUSTED_BUNDLE_KEYS;
import static dev.tryops.model.EnvironmentVariables.MODEL_TRUSTED_PROMOTION_KEYS;
import static dev.tryops.model.EnvironmentVariables.OTEL_EXPORTER_OTLP_ENDPOINT;
import static dev.tryops.model.EnvironmentVariables.OTEL_TRACES_SAMPLER_ARG;
import static dev.tryops.model.EnvironmentVariables.PORT;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_LOG;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_LOG_FLUSH_BYTES;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_LOG_FLUSH_INTERVAL;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_LOG_MEMORY;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_LOG_SAMPLE;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_SLOTS;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_STORE;
import static dev.tryops.model.EnvironmentVariables.RATE_LIMIT;
import static dev.tryops.model.EnvironmentVariables.RATE_LIMIT_BURST;
import static dev.tryops.model.EnvironmentVariables.S3_BUCKET;
import static dev.tryops.model.EnvironmentVariables.SERVER_ADDRESS;
import static dev.tryops.model.EnvironmentVariables.TRUSTED_PROXIES;

import dev.tryops.model.Defaults;
import dev.tryops.model.ExitCode;
import dev.tryops.model.LogFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import sun.misc.Signal;

/** Serves the model that an environment's pointer names. */
@SpringBootApplication
public class ApiApplication {

    public static void main(String[] args) {
        Map<String, Object> properties = fromEnvironment();
        if (logFormat() == LogFormat.JSON) {
            properties.put("logging.structured.format.console", LogFormat.STRUCTURED);
        }
        SpringApplication application = new SpringApplication(ApiApplication.class);
        application.setDefaultProperties(properties);
        application.run(args);
        Signal.handle(new Signal("TERM"), signal -> stop());
    }

    /** To stop because one was told to is a success, which the JVM alone would report as 143. */
    private static void stop() {
        Thread.ofPlatform().name("stop").start(() -> System.exit(ExitCode.DONE.code()));
    }

    /** Decided before there is a log that could say what is wrong with it. */
    private static LogFormat logFormat() {
        try {
            return LogFormat.of(System.getenv().getOrDefault(LOG_FORMAT, ""), LogFormat.atTerminal());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.USAGE.code());
            throw e;
        }
    }

    /** Each property and the variable that sets it; the names come from the contract that charts use too. */
    static Map<String, Object> fromEnvironment() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", variable(SERVER_ADDRESS, Defaults.SERVER_ADDRESS));
        properties.put("server.port", variable(PORT, Defaults.PORT));
        properties.put("management.server.address", variable(SERVER_ADDRESS, Defaults.SERVER_ADDRESS));
        properties.put("management.server.port", variable(MANAGEMENT_PORT, Defaults.MANAGEMENT_PORT));
        properties.put("logging.level.root", variable(LOG_LEVEL, Defaults.LOG_LEVEL));
        properties.put("tryops.serving.model-store", variable(MODEL_STORE, ""));
        properties.put("tryops.serving.s3-bucket", variable(S3_BUCKET, ""));
        properties.put("tryops.serving.environment", variable(ENVIRONMENT, Defaults.ENVIRONMENT));
        properties.put(
                "tryops.serving.reload-interval", variable(MODEL_RELOAD_INTERVAL, Defaults.MODEL_RELOAD_INTERVAL));
        properties.put("tryops.serving.keep-previous", variable(KEEP_PREVIOUS, Defaults.KEEP_PREVIOUS));
        properties.put("tryops.signatures.mode", variable(MODEL_SIGNATURES, ""));
        properties.put("tryops.signatures.trusted-bundle-keys", variable(MODEL_TRUSTED_BUNDLE_KEYS, ""));
        properties.put("tryops.signatures.trusted-promotion-keys", variable(MODEL_TRUSTED_PROMOTION_KEYS, ""));
        properties.put("tryops.inference.model-name", variable(MODEL_NAME, Defaults.MODEL_NAME));
        properties.put("tryops.prediction.max-batch-size", variable(MAX_BATCH_SIZE, Defaults.MAX_BATCH_SIZE));
        properties.put("tryops.prediction.max-body-bytes", variable(MAX_BODY_BYTES, 0));
        properties.put("tryops.authentication.issuer-uri", variable(AUTH_ISSUER_URI, ""));
        properties.put("tryops.authentication.jwk-set-uri", variable(AUTH_JWK_SET_URI, ""));
        properties.put("tryops.authentication.audience", variable(AUTH_AUDIENCE, ""));
        properties.put("tryops.authentication.required-scope", variable(AUTH_REQUIRED_SCOPE, ""));
        properties.put("tryops.authentication.api-keys", variable(API_KEYS, ""));
        properties.put("tryops.authentication.api-keys-file", variable(API_KEYS_FILE, ""));
        properties.put("tryops.rate-limit.rate", variable(RATE_LIMIT, ""));
        properties.put("tryops.rate-limit.burst", variable(RATE_LIMIT_BURST, ""));
        properties.put("tryops.proxies.trusted", variable(TRUSTED_PROXIES, ""));
        properties.put("tryops.origins.allowed", variable(CORS_ALLOWED_ORIGINS, ""));
        properties.put("tryops.traffic.drain-delay", variable(DRAIN_DELAY, Defaults.DRAIN_DELAY));
        properties.put("tryops.traffic.body-timeout", variable(BODY_TIMEOUT, Defaults.BODY_TIMEOUT));
        properties.put("tryops.traffic.prediction-slots", variable(PREDICTION_SLOTS, 0));
        putDrift(properties);
        properties.put("tryops.tracing.endpoint", variable(OTEL_EXPORTER_OTLP_ENDPOINT, ""));
        properties.put("tryops.tracing.sample", variable(OTEL_TRACES_SAMPLER_ARG, Defaults.OTEL_TRACES_SAMPLER_ARG));
        putPredictions(properties);
        properties.put("server.tomcat.threads.max", threads());
        return properties;
    }

    private static void putDrift(Map<String, Object> properties) {
        properties.put("tryops.drift.window-size", variable(DRIFT_WINDOW_SIZE, Defaults.DRIFT_WINDOW_SIZE));
        properties.put("tryops.drift.check-interval", variable(DRIFT_CHECK_INTERVAL, Defaults.DRIFT_CHECK_INTERVAL));
        properties.put("tryops.drift.min-sample", variable(DRIFT_MIN_SAMPLE, Defaults.DRIFT_MIN_SAMPLE));
        properties.put("tryops.drift.alarm-rate", variable(DRIFT_ALARM_RATE, Defaults.DRIFT_ALARM_RATE));
        properties.put("tryops.drift.psi-threshold", variable(DRIFT_PSI_THRESHOLD, Defaults.DRIFT_PSI_THRESHOLD));
        properties.put("tryops.drift.ks-threshold", variable(DRIFT_KS_THRESHOLD, Defaults.DRIFT_KS_THRESHOLD));
        properties.put(
                "tryops.drift.mean-shift-threshold",
                variable(DRIFT_MEAN_SHIFT_THRESHOLD, Defaults.DRIFT_MEAN_SHIFT_THRESHOLD));
    }

    private static void putPredictions(Map<String, Object> properties) {
        properties.put("tryops.predictions.store", variable(PREDICTION_STORE, ""));
        properties.put("tryops.predictions.log", variable(PREDICTION_LOG, "on"));
        properties.put("tryops.predictions.sample", variable(PREDICTION_LOG_SAMPLE, Defaults.PREDICTION_LOG_SAMPLE));
        properties.put(
                "tryops.predictions.flush-interval",
                variable(PREDICTION_LOG_FLUSH_INTERVAL, Defaults.PREDICTION_LOG_FLUSH_INTERVAL));
        properties.put(
                "tryops.predictions.flush-bytes",
                variable(PREDICTION_LOG_FLUSH_BYTES, Defaults.PREDICTION_LOG_FLUSH_BYTES));
        properties.put("tryops.predictions.memory", variable(PREDICTION_LOG_MEMORY, Defaults.PREDICTION_LOG_MEMORY));
    }

    /**
     * Many more than processors, because a thread may wait for a client; but when all have work, those that accept and
     * poll connections get their turn between them. Not more than 64, because each keeps memory for the largest request it
     * has read, and beyond that waiting for a client is what they would all do.
     */
    private static int threads() {
        return Math.min(64, 16 * Runtime.getRuntime().availableProcessors());
    }

    private static String variable(String name, Object otherwise) {
        return "${" + name + ":" + otherwise + "}";
    }
}
