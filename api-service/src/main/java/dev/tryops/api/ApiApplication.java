package dev.tryops.api;

import static dev.tryops.model.EnvironmentVariables.BODY_TIMEOUT;
import static dev.tryops.model.EnvironmentVariables.DRAIN_DELAY;
import static dev.tryops.model.EnvironmentVariables.ENVIRONMENT;
import static dev.tryops.model.EnvironmentVariables.LOG_LEVEL;
import static dev.tryops.model.EnvironmentVariables.MANAGEMENT_PORT;
import static dev.tryops.model.EnvironmentVariables.MAX_BATCH_SIZE;
import static dev.tryops.model.EnvironmentVariables.MAX_BODY_BYTES;
import static dev.tryops.model.EnvironmentVariables.MODEL_RELOAD_INTERVAL;
import static dev.tryops.model.EnvironmentVariables.MODEL_SIGNATURES;
import static dev.tryops.model.EnvironmentVariables.MODEL_STORE;
import static dev.tryops.model.EnvironmentVariables.MODEL_TRUSTED_BUNDLE_KEYS;
import static dev.tryops.model.EnvironmentVariables.MODEL_TRUSTED_PROMOTION_KEYS;
import static dev.tryops.model.EnvironmentVariables.PORT;
import static dev.tryops.model.EnvironmentVariables.PREDICTION_SLOTS;
import static dev.tryops.model.EnvironmentVariables.S3_BUCKET;
import static dev.tryops.model.EnvironmentVariables.SERVER_ADDRESS;

import dev.tryops.model.Defaults;
import dev.tryops.model.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import sun.misc.Signal;

/** Serves the model that an environment's pointer names. */
@SpringBootApplication
public class ApiApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(ApiApplication.class);
        application.setDefaultProperties(fromEnvironment());
        application.run(args);
        Signal.handle(new Signal("TERM"), signal -> stop());
    }

    /** To stop because one was told to is a success, which the JVM alone would report as 143. */
    private static void stop() {
        Thread.ofPlatform().name("stop").start(() -> System.exit(ExitCode.DONE.code()));
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
        properties.put("tryops.signatures.mode", variable(MODEL_SIGNATURES, ""));
        properties.put("tryops.signatures.trusted-bundle-keys", variable(MODEL_TRUSTED_BUNDLE_KEYS, ""));
        properties.put("tryops.signatures.trusted-promotion-keys", variable(MODEL_TRUSTED_PROMOTION_KEYS, ""));
        properties.put("tryops.prediction.max-batch-size", variable(MAX_BATCH_SIZE, Defaults.MAX_BATCH_SIZE));
        properties.put("tryops.prediction.max-body-bytes", variable(MAX_BODY_BYTES, 0));
        properties.put("tryops.traffic.drain-delay", variable(DRAIN_DELAY, Defaults.DRAIN_DELAY));
        properties.put("tryops.traffic.body-timeout", variable(BODY_TIMEOUT, Defaults.BODY_TIMEOUT));
        properties.put("tryops.traffic.prediction-slots", variable(PREDICTION_SLOTS, 0));
        properties.put("server.tomcat.threads.max", threads());
        return properties;
    }

    /**
     * Many more than processors, because a thread may wait for a client; but when all have work, those that accept and
     * poll connections get their turn between them.
     */
    private static int threads() {
        return 16 * Runtime.getRuntime().availableProcessors();
    }

    private static String variable(String name, Object otherwise) {
        return "${" + name + ":" + otherwise + "}";
    }
}
