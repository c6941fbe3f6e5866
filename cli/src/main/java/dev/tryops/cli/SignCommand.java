package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Refusal;
import dev.tryops.registry.SignResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "sign",
        description =
                "Add a signature by the key of MODEL_SIGNING_KEY to a published version, after checking its bundle.")
final class SignCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "VERSION", description = "A published version; 'tryops models' lists them.")
    @SuppressWarnings("NullAway.Init")
    private ModelVersion version;

    SignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return switch (store.registry(console).sign(version)) {
            case SignResult.Signed signed -> {
                if (output.json()) {
                    OutputOption.print(console, signed);
                } else {
                    console.out().printf("%s is signed by the key %s%n", signed.modelVersion(), signed.keyId());
                }
                yield ExitCode.DONE.code();
            }
            case Refusal refusal -> {
                console.err().println(refusal);
                yield ExitCode.REFUSED.code();
            }
        };
    }
}
