package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's own client works unchanged. Needs a Python that has {@code tritonclient[http]}, and is skipped without one. */
class TritonClientTest {

    /** The Python to use, where it is not the first on the path. */
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("TRITON_PYTHON")).orElse("python3");

    @TempDir
    Path directory;

    @Test
    void itsAnswersAreOurs() throws Exception {
        assumeTrue(hasClient(), "There is no python3 with tritonclient[http] (pip install 'tritonclient[http]')");
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();
            String bits = "[%d, %d]".formatted(bits(api, "30", "0.2", "1"), bits(api, "60", "0.1", "0"));

            List<String> lines = run(
                            PYTHON,
                            Path.of("src/test/resources/triton_client.py").toString(),
                            "127.0.0.1:" + api.port())
                    .lines()
                    .toList();

            assertThat(lines.subList(0, 3))
                    .containsExactly(
                            "ready True True True",
                            "extensions ['binary_tensor_data']",
                            "inputs ['input'] outputs ['probabilities', 'label']");
            assertThat(lines.subList(3, 9)).isEqualTo(Collections.nCopies(6, "answer 7 [0, 1] " + bits));
            assertThat(lines.subList(9, lines.size())).containsExactly("refused 400 The shape is [n, 3], n from 1");
        }
    }

    private static int bits(RunningApi api, String... row) {
        String features = "{\"features\":{\"age\":%s,\"debt_ratio\":%s,\"member\":%s}}".formatted((Object[]) row);
        return Float.floatToRawIntBits(Float.parseFloat(
                api.post("/v1/predict", features).json().required("prediction").toString()));
    }

    private static boolean hasClient() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", "import tritonclient.http")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            // The client gives up on a silent server by itself, after a minute.
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
