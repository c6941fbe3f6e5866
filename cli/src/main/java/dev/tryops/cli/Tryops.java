package dev.tryops.cli;

import dev.tryops.cli.aws.AwsProblem;
import dev.tryops.cli.aws.UnknownCaller;
import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.StoreUnavailable;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code tryops}: what is published, what serves, how to change it, and whether it is all sound. */
@Command(
        name = "tryops",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Tryops.BuildVersion.class,
        description = "Look at the models of a store, and change which one serves.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryops models",
            "  tryops current --output json",
            "  tryops promote v20260208_160016_2b35ca --reason 'better on recent data'",
            "  tryops rollback --reason 'approvals dropped' --yes",
            "",
            "Exit codes: 0 done, 1 failure, 2 usage, 3 bad data, 4 refused, 5 lost race, 6 outcome unknown."
        })
public final class Tryops {

    /** Reading predictions, it tells what it found on the machine to read them with. Kept, because loggers are not. */
    private static final Logger READER = Logger.getLogger("dev.hardwood");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private Tryops() {}

    public static void main(String[] args) {
        Console console = new Console(
                System.out,
                System.err,
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.console() != null && System.console().isTerminal(),
                System.getProperty("user.name"),
                System.getenv());
        System.exit(run(console, args));
    }

    /** Runs one command and returns its exit code. */
    static int run(Console console, String... args) {
        READER.setLevel(Level.WARNING);
        CommandLine tryops = new CommandLine(new Tryops())
                .addSubcommand(new ModelsCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new CurrentCommand(console))
                .addSubcommand(new HistoryCommand(console))
                .addSubcommand(new PromoteCommand(console))
                .addSubcommand(new RollbackCommand(console))
                .addSubcommand(new UnholdCommand(console))
                .addSubcommand(new CommandLine(new DecisionCommand()).addSubcommand(new ReplayCommand(console)))
                .addSubcommand(new SignCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new RepairCommand(console))
                .addSubcommand(new PruneCommand(console))
                .addSubcommand(new RestoreCommand(console))
                .addSubcommand(new ReleaseCommand(console))
                .addSubcommand(new PreflightCommand(console))
                .addSubcommand(new TeardownCommand(console))
                .addSubcommand(new CompletionCommand(console))
                .registerConverter(ModelVersion.class, Tryops::parseVersion)
                .setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.interactive() ? Ansi.AUTO : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((wrong, parsed) -> misused(console, wrong))
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(console, thrown));
        if (args.length == 0) {
            tryops.usage(console.err());
            return ExitCode.USAGE.code();
        }
        return tryops.execute(args);
    }

    private static ModelVersion parseVersion(String text) {
        try {
            return new ModelVersion(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static int misused(Console console, ParameterException wrong) {
        console.err().println(wrong.getMessage());
        console.err()
                .printf(
                        "See '%s --help'.%n",
                        wrong.getCommandLine().getCommandSpec().qualifiedName());
        return ExitCode.USAGE.code();
    }

    private static int failed(Console console, Exception thrown) {
        if (thrown instanceof StoreUnavailable || thrown instanceof UnknownCaller || thrown instanceof AwsProblem) {
            console.err().println(thrown.getMessage());
        } else if (thrown instanceof CorruptArtifact) {
            console.err().println(thrown.getMessage());
            return ExitCode.BAD_DATA.code();
        } else {
            console.err().println("tryops failed: " + thrown);
        }
        return ExitCode.FAILURE.code();
    }

    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tryops.class.getPackage().getImplementationVersion();
            return new String[] {"tryops " + (version == null ? "(development)" : version)};
        }
    }
}
