package dev.tryops.api;

import dev.tryops.bench.server.EchoController;
import dev.tryops.bench.server.HelloController;
import dev.tryops.bench.server.NaivePredictController;
import dev.tryops.bench.server.UnwatchedConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** The service as production configures it, and in the same process the controllers that it is measured against. */
public final class BenchServer {

    private BenchServer() {}

    public static void main(String[] args) {
        Thread.ofPlatform().daemon().start(BenchServer::endWithTheRunner);
        SpringApplication application = new SpringApplication(
                ApiApplication.class, HelloController.class, EchoController.class, NaivePredictController.class);
        if (Boolean.getBoolean(UnwatchedConfiguration.PROPERTY)) {
            application.addPrimarySources(List.of(UnwatchedConfiguration.class));
        }
        application.setDefaultProperties(ApiApplication.fromEnvironment());
        application.run(args);
    }

    /** The runner holds the other end of this process's input, which also a killed one lets go of. */
    private static void endWithTheRunner() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Ended all the same.
        }
        Runtime.getRuntime().halt(0);
    }
}
