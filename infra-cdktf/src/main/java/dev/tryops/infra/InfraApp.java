package dev.tryops.infra;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.tryops.infra.policy.Exceptions;
import dev.tryops.infra.policy.PolicyAspect;
import dev.tryops.infra.settings.BadSetting;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentVariables;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Writes the stacks of one environment as Terraform: {@code make synth}, or {@code cdktf} in this module's directory. */
public final class InfraApp {

    /** {@code file}: the state of the bootstrap stack is in a file, before there is a bucket for it. */
    private static final String BOOTSTRAP_STATE = "BOOTSTRAP_STATE";

    private InfraApp() {}

    public static void main(String[] arguments) {
        Map<String, String> variables = System.getenv();
        try {
            String name = variables.getOrDefault(EnvironmentVariables.ENVIRONMENT, Defaults.ENVIRONMENT);
            synthesize(
                    Environments.of(name),
                    stateInFile(variables),
                    AppConfig.builder().build());
        } catch (BadSetting e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static void synthesize(InfraSettings settings, boolean stateInFile, AppConfig config) {
        App app = new App(config);
        Stacks.of(app, settings, stateInFile);
        PolicyAspect.watch(app, Exceptions.registered(), LocalDate.now(ZoneOffset.UTC));
        app.synth();
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
