package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds how many requests per second a route answers at most, and what they cost the server. */
final class Wrk {

    /** So many that the server never waits for its client: with 16, a fifth of the processors idles between them. */
    private static final int CONNECTIONS = 64;

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([\\d.]+)");

    private final Path folder;

    Wrk(Path folder) {
        this.folder = folder;
    }

    /** A route, and the body to post to it; an empty one is got. */
    record Route(String path, byte[] body) {

        static Route get(String path) {
            return new Route(path, new byte[0]);
        }
    }

    /** Requests per second, and microseconds of the server's CPU time per request. */
    record Load(double perSecond, double cpuMicros) {}

    /** Any answer but 2xx, and any socket error, is an {@link IOException}: what fails fast is not fast. */
    Load run(ServerProcess server, Route route, int seconds) throws IOException {
        Path script = script(route);
        String url = "http://127.0.0.1:" + server.port() + route.path;
        List<String> command =
                List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "-s", script.toString(), url);
        long before = server.cpuMicros();
        String output = Child.run(command, Map.of(), folder.resolve("wrk.log"), 1);
        long cpu = server.cpuMicros() - before;
        Matcher requests = REQUESTS.matcher(output);
        Matcher rate = RATE.matcher(output);
        if (output.contains("Non-2xx") || output.contains("Socket errors") || !requests.find() || !rate.find()) {
            throw new IOException("wrk on " + route.path + " failed:\n" + output);
        }
        return new Load(Double.parseDouble(rate.group(1)), (double) cpu / Long.parseLong(requests.group(1)));
    }

    private Path script(Route route) throws IOException {
        String name = route.path.substring(1).replace('/', '-');
        Path script = folder.resolve(name + ".lua");
        if (route.body.length == 0) {
            return Files.writeString(script, "wrk.method = \"GET\"\n");
        }
        Path body = Files.write(folder.resolve(name + ".json"), route.body);
        return Files.writeString(script, """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                local body = assert(io.open("%s", "rb"))
                wrk.body = body:read("*a")
                body:close()
                """.formatted(body));
    }
}
