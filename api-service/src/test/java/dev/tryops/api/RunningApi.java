package dev.tryops.api;

import static org.awaitility.Awaitility.await;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a free loopback port, over a directory store; and a client of it. */
final class RunningApi implements AutoCloseable {

    static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ConfigurableApplicationContext context;
    final ModelRegistry registry;

    RunningApi(Path store, String... more) {
        this.registry = new ModelRegistry(FileObjectStore.at(store), Clock.systemUTC());
        Map<String, Object> settings = ApiApplication.fromEnvironment();
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", 0);
        settings.put("management.server.address", "127.0.0.1");
        settings.put("management.server.port", 0);
        settings.put("tryops.serving.model-store", store.toString());
        settings.put("tryops.serving.reload-interval", "0.05");
        settings.put("tryops.traffic.drain-delay", 0);
        SpringApplication application = new SpringApplication(ApiApplication.class);
        application.setDefaultProperties(settings);
        context = application.run(more);
    }

    void serve(ModelBundle bundle) {
        registry.publish(bundle);
        promote(bundle.version());
    }

    void promote(ModelVersion version) {
        registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), new Justification("someone", "because"));
    }

    /** Returns when a model serves. */
    void awaitReady() {
        await().atMost(Duration.ofSeconds(10)).until(() -> get("/ready").status() == 200);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** From the management port. */
    Answer manage(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.management.port");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("The service hung up", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** What serves the port for clients. */
    AbstractProtocol<?> server() {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) context).getWebServer();
        return (AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler();
    }

    /** Threads that have a request. */
    int busyThreads() {
        return ((ThreadPoolExecutor) server().getExecutor()).getActiveCount();
    }

    /** Tells the service to stop, and returns when it has. */
    void stop() {
        context.close();
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** Pointer and code of everything that is wrong with the request, in the order of the answer. */
        List<String> faults() {
            List<String> faults = new ArrayList<>();
            json().required("errors")
                    .forEach(e -> faults.add(e.required("pointer").asString() + " "
                            + e.required("code").asString()));
            return faults;
        }
    }
}
