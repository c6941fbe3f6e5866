package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tryops.model.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

    @TempDir
    Path directory;

    @Test
    void saysHowARunWentAndHowGoodTheModelIs() throws IOException {
        Path file = directory.resolve("training.prom");

        Program run = train("--synthetic", "400", "--metrics-file", file.toString());

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(file))
                .contains("training_run_exit_code 0.0")
                .contains("training_run_rows{part=\"hold_out\"} 80.0")
                .contains("training_run_bad_rows 0.0")
                .anyMatch(line -> line.matches("training_run_last_success_timestamp_seconds 1\\.\\d+E9"))
                .contains("training_run_rule_passed{rule=\"parity_failed\"} 1.0")
                .anyMatch(line -> line.matches("training_run_metric\\{metric=\"roc_auc\"} 0\\.\\d+"))
                .anyMatch(line -> line.matches("training_run_duration_seconds \\d+\\.\\d+"))
                .anyMatch(line -> line.matches("training_run_end_timestamp_seconds 1\\.\\d+E9"));
    }

    @Test
    void saysOfAFailedRunThatItFailed() throws IOException {
        Path file = directory.resolve("training.prom");

        train("--data", directory.resolve("absent.csv").toString(), "--metrics-file", file.toString());

        assertThat(Files.readString(file))
                .contains("training_run_exit_code 3.0")
                .doesNotContain("training_run_metric{", "training_run_rows");
    }

    @Test
    void aFailedRunKeepsTheTimeOfTheLastSuccess() throws IOException {
        Path file = directory.resolve("training.prom");
        train("--synthetic", "400", "--metrics-file", file.toString());
        String success = lastSuccess(file);

        train("--data", directory.resolve("absent.csv").toString(), "--metrics-file", file.toString());

        assertThat(lastSuccess(file)).isEqualTo(success);
        assertThat(Files.readString(file)).contains("training_run_exit_code 3.0");
    }

    private static String lastSuccess(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("training_run_last_success_timestamp_seconds "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysOfARunWithoutAStoreThatItFailed() throws IOException {
        Path file = directory.resolve("training.prom");
        Path noDirectory = Files.writeString(directory.resolve("store"), "a file");

        Program run = train("--synthetic", "400", "--metrics-file", file.toString());

        assertThat(run.code()).as(run.err() + noDirectory).isEqualTo(ExitCode.FAILURE);
        assertThat(Files.readString(file))
                .contains("training_run_exit_code 1.0", "training_run_duration_seconds ")
                .doesNotContain("last_success");
    }

    @Test
    void pushesToAGatewayUnderTheEnvironment() throws IOException {
        List<String> pushed = new CopyOnWriteArrayList<>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            pushed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            pushed.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        gateway.start();
        try {
            train(
                    "--synthetic",
                    "400",
                    "--environment",
                    "staging",
                    "--push-metrics",
                    address(gateway.getAddress().getPort()));
        } finally {
            gateway.stop(0);
        }

        assertThat(pushed.getFirst()).isEqualTo("PUT /metrics/job/training-job/environment/staging");
        assertThat(pushed.getLast()).contains("training_run_exit_code 0.0");
    }

    @Test
    void aGatewayThatIsAwayDoesNotFailTheRun() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Program run = train("--synthetic", "400", "--push-metrics", address(port));

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("metrics cannot be sent").doesNotContain("\tat ");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Program run = train("--synthetic", "400", "--push-metrics", "pushgateway:9091");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--push-metrics", "http://pushgateway:9091");
    }

    private Program train(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--store";
        all[args.length + 1] = directory.resolve("store").toString();
        return Program.run(all);
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
