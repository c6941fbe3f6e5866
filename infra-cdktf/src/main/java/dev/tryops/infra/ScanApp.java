package dev.tryops.infra;

import com.hashicorp.cdktf.AppConfig;
import dev.tryops.infra.policy.Exceptions;
import dev.tryops.infra.policy.Scan;
import dev.tryops.infra.settings.Environments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** {@code make scan}: synthesizes every environment and has Checkov look at it. */
final class ScanApp {

    private ScanApp() {}

    /** @param arguments Checkov's program, and an empty folder to work in */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        Scan scan = new Scan(Path.of(arguments[0]), Exceptions.registered(), LocalDate.now(ZoneOffset.UTC), System.out);
        for (Environments environment : Environments.values()) {
            String name = environment.settings().environment().value();
            Path output = Files.createDirectories(folder.resolve(name));
            InfraApp.synthesize(
                    environment.settings(),
                    false,
                    AppConfig.builder().outdir(output.toString()).build());
            scan.scan(name, output);
        }
        System.exit(scan.conclude() ? 0 : 1);
    }
}
