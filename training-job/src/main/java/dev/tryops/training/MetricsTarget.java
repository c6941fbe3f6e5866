package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Where the metrics of a run go: a file for node exporter's textfile collector, a Pushgateway, both or neither. */
record MetricsTarget(Optional<Path> file, Optional<URI> pushgateway) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    MetricsTarget {
        pushgateway.ifPresent(uri -> {
            if (uri.getHost() == null || !"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
                throw new IllegalArgumentException(
                        "--push-metrics is the address of a Pushgateway, such as http://pushgateway:9091, not '" + uri
                                + "'");
            }
        });
    }

    /** What {@link #file} says of a program's last success: the next run's metrics take its place, and must not lose it. */
    OptionalDouble lastSuccess(String program) {
        String name = ProgramMetrics.lastSuccessOf(program) + " ";
        try (Stream<String> lines = Files.lines(file.orElseThrow())) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                    .findFirst();
        } catch (IOException | UncheckedIOException | NoSuchElementException | NumberFormatException e) {
            return OptionalDouble.empty(); // there is none yet, or it is not ours
        }
    }

    /**
     * What could not be delivered, as a sentence: the run is what it is without it. A Pushgateway keeps the metrics of
     * the last run that succeeded where one that failed has none of that name.
     *
     * @param job that the metrics are grouped by, beside the environment
     */
    Optional<String> deliver(byte[] text, ExitCode code, String job, EnvironmentName environment) {
        Optional<String> unwritten = file.flatMap(path -> write(path, text));
        Optional<String> unsent = pushgateway.flatMap(uri -> push(uri, code, job, environment, text));
        return unwritten.isPresent() && unsent.isPresent()
                ? Optional.of(unwritten.get() + "\n" + unsent.get())
                : unwritten.or(() -> unsent);
    }

    /** In one piece: a collector must never read half of it. */
    private static Optional<String> write(Path path, byte[] text) {
        Path whole = path.toAbsolutePath();
        try {
            Path part = Files.createTempFile(whole.getParent(), "." + whole.getFileName(), ".part");
            Files.write(part, text);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The metrics cannot be written to %s: %s".formatted(path, e));
        }
    }

    private static Optional<String> push(
            URI gateway, ExitCode code, String job, EnvironmentName environment, byte[] text) {
        String base = gateway.toString().replaceFirst("/+$", "");
        URI group = URI.create(base + "/metrics/job/" + job + "/environment/" + environment);
        HttpRequest request = HttpRequest.newBuilder(group)
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; version=0.0.4")
                .method(code == ExitCode.DONE ? "PUT" : "POST", HttpRequest.BodyPublishers.ofByteArray(text))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2
                    ? Optional.empty()
                    : Optional.of("The Pushgateway %s answered %d to the metrics".formatted(gateway, status));
        } catch (IOException e) {
            return Optional.of("The metrics cannot be sent to %s: %s".formatted(gateway, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Sending the metrics to %s was interrupted".formatted(gateway));
        }
    }
}
