package dev.tryops.infra;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.infra.policy.Exceptions;
import dev.tryops.infra.policy.PolicyAspect;
import dev.tryops.infra.settings.BadSetting;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Warnings;
import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the stacks of one environment as Terraform: {@code make synth}, or {@code cdktf} in this module's directory. */
public final class InfraApp {

    /** {@code file}: the state of the bootstrap stack is in a file, before there is a bucket for it. */
    private static final String BOOTSTRAP_STATE = "BOOTSTRAP_STATE";

    private InfraApp() {}

    public static void main(String[] arguments) {
        Map<String, String> variables = System.getenv();
        try {
            InfraSettings settings =
                    Environments.of(variables.getOrDefault(EnvironmentVariables.ENVIRONMENT, Defaults.ENVIRONMENT));
            Warnings.of(settings, today()).forEach(warning -> System.err.println("Warning: " + warning));
            synthesize(settings, stateInFile(variables), AppConfig.builder().build());
        } catch (BadSetting e) {
            end(e.getMessage(), ExitCode.USAGE);
        } catch (RuntimeException e) {
            end(objection(e), ExitCode.FAILURE);
        } catch (IOException e) {
            end("What was synthesized cannot be written: " + e.getMessage(), ExitCode.FAILURE);
        }
    }

    /** What a rule objects to comes from the other side of the bridge as a text with that side's stack behind it. */
    static String objection(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        int stack = message.indexOf("@jsii/kernel.");
        if (stack <= 0) {
            throw e;
        }
        return message.substring(0, stack).strip();
    }

    private static void end(@Nullable String message, ExitCode code) {
        System.err.println(message);
        System.exit(code.code());
    }

    static void synthesize(InfraSettings settings, boolean stateInFile, AppConfig config) throws IOException {
        App app = new App(config);
        Stacks.of(app, settings, stateInFile);
        PolicyAspect.watch(app, Exceptions.registered(), today());
        app.synth();
        Files.writeString(
                Path.of(app.getOutdir()).resolve(DeploymentFiles.factsName(settings.environment())),
                Facts.of(settings).text());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static boolean stateInFile(Map<String, String> variables) {
        return switch (variables.getOrDefault(BOOTSTRAP_STATE, "bucket")) {
            case "bucket" -> false;
            case "file" -> true;
            default ->
                throw new BadSetting(
                        BOOTSTRAP_STATE, "is '" + variables.get(BOOTSTRAP_STATE) + "', not bucket or file");
        };
    }
}
