package dev.tryops.deployment;

import dev.tryops.model.EnvironmentName;
import java.nio.file.Path;

/** Where those files are, below the folder of the infrastructure. */
public record DeploymentFiles(Path infrastructure) {

    /** The folder's name in a checkout. */
    public static final Path FOLDER = Path.of("infra-cdktf");

    private static final String OUTPUT = "cdktf.out";

    /** The reviewed file that says which images run: written by {@code tryops release}, read by synth. */
    public Path release(EnvironmentName environment) {
        return infrastructure.resolve("releases").resolve(environment + ".json");
    }

    /** Written by synth, read by {@code tryops}. */
    public Path facts(EnvironmentName environment) {
        return infrastructure.resolve(OUTPUT).resolve(factsName(environment));
    }

    /** Its name, in whatever folder synth writes to. */
    public static String factsName(EnvironmentName environment) {
        return "preflight-" + environment + ".json";
    }

    /** Written by the cost estimate, read by {@code tryops preflight}. */
    public Path price(EnvironmentName environment) {
        return infrastructure.resolve(OUTPUT).resolve("cost-" + environment + ".json");
    }
}
