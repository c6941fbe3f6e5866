package dev.tryops.infra.cost;

import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.deployment.MonthlyPrice;
import dev.tryops.infra.settings.BadSetting;
import dev.tryops.infra.settings.KubernetesVersion;
import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Estimates what was synthesized in the folder that it is given: {@code make cost}. A second folder, that of another
 * commit, makes it tell the difference instead.
 */
public final class CostApp {

    private static final String PROFILE = "PROFILE";
    private static final String USAGE = "usage.json";

    private final EnvironmentName environment;
    private final LocalDate today;

    private CostApp(EnvironmentName environment, LocalDate today) {
        this.environment = environment;
        this.today = today;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> variables = System.getenv();
        try {
            EnvironmentName name =
                    new EnvironmentName(variables.getOrDefault(EnvironmentVariables.ENVIRONMENT, Defaults.ENVIRONMENT));
            CostApp app = new CostApp(name, LocalDate.now(Clock.systemUTC()));
            List<Path> folders = List.of(arguments).stream().map(Path::of).toList();
            System.out.print(
                    folders.size() == 2
                            ? app.difference(folders.getFirst(), folders.getLast())
                            : app.report(folders.getFirst(), variables.getOrDefault(PROFILE, "")));
        } catch (IllegalArgumentException | CorruptArtifact e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private String report(Path folder, String profile) throws IOException, CorruptArtifact {
        Estimate estimate = current(folder);
        return switch (profile) {
            case "" -> Report.of(estimate);
            case "seed" -> Report.ofSeed(estimate);
            default -> throw new IllegalArgumentException("PROFILE is '%s', not seed".formatted(profile));
        };
    }

    /** A commit from before there was any infrastructure cost nothing. */
    private String difference(Path folder, Path base) throws IOException, CorruptArtifact {
        Path usageBefore = base.resolve(USAGE);
        boolean wasThere = Files.isDirectory(base.resolve("cdktf.out"));
        Estimate before = wasThere
                ? estimate(base, Files.exists(usageBefore) ? usageBefore : folder.resolve(USAGE))
                : new Estimate(List.of(), new TreeMap<>(), new TreeMap<>());
        return new Difference(before, current(folder)).markdown(environment.value());
    }

    /** What is synthesized now; its sums are kept for {@code tryops preflight}. */
    private Estimate current(Path folder) throws IOException, CorruptArtifact {
        Estimate estimate = estimate(folder, folder.resolve(USAGE));
        Amount total = estimate.total().rounded();
        MonthlyPrice price =
                new MonthlyPrice(environment, total.minimum(), total.base(), total.maximum(), estimate.unpricedTypes());
        Files.write(new DeploymentFiles(folder).price(environment), ArtifactJson.encode(price));
        return estimate;
    }

    private Estimate estimate(Path folder, Path usage) throws IOException, CorruptArtifact {
        return Estimate.of(
                Synthesis.read(folder.resolve("cdktf.out")), Usage.read(usage), CostApp::endOfStandardSupport, today);
    }

    static LocalDate endOfStandardSupport(String version) {
        try {
            return KubernetesVersion.of(version).endOfStandardSupport();
        } catch (BadSetting e) {
            throw new NoPrice(String.valueOf(e.getMessage()));
        }
    }
}
