package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import dev.tryops.model.LogFormat;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.training.labels.JoinReport;
import dev.tryops.training.labels.LabelJoin;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/** The program's second command: what became of predictions, as far as labels say. */
final class JoinLabels {

    static final String COMMAND = "join-labels";

    private static final String JOB = "label-join";

    private final JoinOptions options;
    private final Map<String, String> variables;
    private final Surroundings around;
    private final Clock clock = Clock.systemUTC();

    /** Where the command runs. */
    record Surroundings(PrintStream out, PrintStream err, Request.Opener stores) {

        void complain(String sentence) {
            err.println("training-job " + COMMAND + ": " + sentence);
        }
    }

    private JoinLabels(JoinOptions options, Map<String, String> variables, Surroundings around) {
        this.options = options;
        this.variables = variables;
        this.around = around;
    }

    static ExitCode run(String[] args, Map<String, String> variables, Surroundings around) {
        QuietLog.begin();
        JoinOptions options = new JoinOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(args);
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(around.out);
                return ExitCode.DONE;
            }
            return new JoinLabels(options, variables, around).run();
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            around.complain(e.getMessage() + ".\nTry 'training-job " + COMMAND + " --help'.");
            return ExitCode.USAGE;
        }
    }

    private ExitCode run() {
        Instant start = clock.instant();
        MetricsTarget target = options.metrics();
        EnvironmentName environment = options.environment(variables);
        boolean json = options.json(around.out == System.out && LogFormat.atTerminal());
        Function<Clock, JoinReport> ordered = ordered();
        Optional<JoinReport> report = join(ordered);
        ExitCode code = report.map(JoinReport::exitCode).orElse(ExitCode.FAILURE);
        report.ifPresent(found -> tell(new JoinSummary(found), json));
        Instant end = clock.instant();
        JoinMetrics metrics = new JoinMetrics(
                code, end, Duration.between(start, end), report, target.lastSuccess(JoinMetrics.PROGRAM));
        target.deliver(metrics.text(), code, JOB, environment).ifPresent(around::complain);
        return code;
    }

    /** What is wrong with the order is found before anything is read. */
    private Function<Clock, JoinReport> ordered() {
        List<LocalDate> days = options.days(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        var predictions = options.predictions(variables);
        var models = options.models(variables);
        return now -> {
            ObjectStore log = around.stores.open(predictions, variables);
            ModelRegistry registry = new ModelRegistry(around.stores.open(models, variables), now);
            return LabelJoin.of(log, registry, days, now);
        };
    }

    private Optional<JoinReport> join(Function<Clock, JoinReport> ordered) {
        try {
            return Optional.of(ordered.apply(clock));
        } catch (RuntimeException | OutOfMemoryError e) {
            around.complain(JoinSummary.failure(e));
            return Optional.empty();
        }
    }

    private void tell(JoinSummary summary, boolean json) {
        around.out.println(json ? summary.json() : summary.table());
        summary.complaints().forEach(around::complain);
    }
}
