package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.model.ExitCode;
import dev.tryops.model.LogFormat;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.StoreUnavailable;
import dev.tryops.registry.s3.Stores;
import dev.tryops.training.data.Ingested;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine;

/** The program: options in, exit code out. */
public final class TrainingApplication {

    private final Request request;
    private final Terminal terminal;
    private final Clock clock;

    private TrainingApplication(Request request, Terminal terminal, Clock clock) {
        this.request = request;
        this.terminal = terminal;
        this.clock = clock;
    }

    public static void main(String[] args) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        if (!LogFormat.atTerminal()) {
            variables.merge(EnvironmentVariables.LOG_FORMAT, "json", (set, json) -> set.isBlank() ? json : set);
        }
        System.exit(run(args, variables, System.out, System.err).code());
    }

    /** The whole program but for the exit: tests and embedders call it with their own variables and streams. */
    public static ExitCode run(String[] args, Map<String, String> variables, PrintStream out, PrintStream err) {
        return run(args, variables, out, err, Stores::open);
    }

    static ExitCode run(
            String[] args, Map<String, String> variables, PrintStream out, PrintStream err, Request.Opener stores) {
        if (args.length > 0 && args[0].equals(JoinLabels.COMMAND)) {
            return JoinLabels.run(
                    Arrays.copyOfRange(args, 1, args.length), variables, new JoinLabels.Surroundings(out, err, stores));
        }
        CommandLineOptions typed = new CommandLineOptions();
        CommandLine commandLine = new CommandLine(typed);
        Clock clock = Clock.systemUTC();
        Instant start = clock.instant();
        Request request;
        try {
            commandLine.parseArgs(args);
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(out);
                return ExitCode.DONE;
            }
            if (commandLine.isVersionHelpRequested()) {
                out.println("TryOps training-job " + BuildInfo.read());
                return ExitCode.DONE;
            }
            var _ = typed.environment(variables); // before a store is asked, whose failure is told under this name
            request = Request.of(typed, variables, clock, stores);
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            err.println("training-job: " + e.getMessage() + ".\nTry 'training-job --help'.");
            return ExitCode.USAGE;
        } catch (StoreUnavailable e) {
            err.println("training-job: " + Failure.of(e).sentence());
            deliver(typed.metrics(), typed.environment(variables), ExitCode.FAILURE, start, clock, new TrainingRun())
                    .ifPresent(complaint -> err.println("training-job: " + complaint));
            return ExitCode.FAILURE;
        }
        Progress progress = request.logFormat() == LogFormat.JSON
                ? Progress.events()
                : Progress.lines(request.json() ? err : out, err, out == System.out && LogFormat.atTerminal());
        return new TrainingApplication(request, new Terminal(out, progress, request.json()), clock).run();
    }

    private ExitCode run() {
        Instant start = clock.instant();
        TrainingRun run = new TrainingRun();
        ExitCode code = run(run, start);
        deliver(request.metrics(), request.options().environment(), code, start, clock, run)
                .ifPresent(terminal::complain);
        return code;
    }

    /** What could not be delivered. */
    private static Optional<String> deliver(
            MetricsTarget target,
            EnvironmentName environment,
            ExitCode code,
            Instant start,
            Clock clock,
            TrainingRun run) {
        Instant end = clock.instant();
        RunMetrics metrics =
                new RunMetrics(code, end, Duration.between(start, end), run, target.lastSuccess(RunMetrics.PROGRAM));
        return target.deliver(metrics.text(), code, "training-job", environment);
    }

    private ExitCode run(TrainingRun run, Instant start) {
        try (WorkDirectory work = WorkDirectory.of(request.options().workDir())) {
            if (request.jobDatabase().isEmpty()) {
                return run(work, run, Checkpoints.none(), context -> parameters());
            }
            try (WorkLock lock = WorkLock.of(work.path())) {
                Checkpoints checkpoints = Checkpoints.in(work.path());
                return run(work, run, checkpoints, context -> {
                    RunIdentity identity = RunIdentity.of(request, RunIdentity.release(), lock.directory());
                    JobHistory history =
                            new JobHistory(context.getBean(JobRepository.class), context.getBean(Job.class), identity);
                    long number = history.next();
                    checkpoints.begin(identity.key(number), start.truncatedTo(ChronoUnit.SECONDS), run, terminal::warn);
                    return history.parameters(number);
                });
            }
        } catch (IOException e) {
            return terminal.conclude(new Failure(
                    ExitCode.FAILURE, "The work directory cannot be used: " + e + ". Name another with --work-dir."));
        } catch (RuntimeException e) {
            return fail(e);
        }
    }

    private ExitCode run(WorkDirectory work, TrainingRun run, Checkpoints checkpoints, Launch launch) {
        try (ConfigurableApplicationContext context = start(work, run, checkpoints)) {
            terminal.announce(request.announcement());
            JobExecution execution =
                    context.getBean(JobOperator.class).start(context.getBean(Job.class), launch.parameters(context));
            Optional<Throwable> failure =
                    execution.getAllFailureExceptions().stream().findFirst();
            if (failure.isPresent()) {
                return fail(explained(failure.get(), run));
            }
            clear(checkpoints);
            run.take(Ingested.class).warnings().forEach(terminal::warn);
            return terminal.conclude(report(run));
        } catch (JobExecutionException | RuntimeException e) {
            return fail(explained(e, run));
        }
    }

    private void clear(Checkpoints checkpoints) {
        try {
            checkpoints.clear();
        } catch (UncheckedIOException e) {
            terminal.warn(String.valueOf(e.getMessage()));
        }
    }

    private interface Launch {
        JobParameters parameters(ConfigurableApplicationContext context);
    }

    /** A database that cannot be used is told as such, by what it said itself and not what came of it. */
    private Throwable explained(Throwable failure, TrainingRun run) {
        Throwable said = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said = cause instanceof SQLException ? cause : said;
        }
        if (said == null || request.jobDatabase().isEmpty()) {
            return failure;
        }
        RunRefused refused = new RunRefused("The job repository %s cannot be used: %s. %s"
                .formatted(
                        request.jobDatabase().get(),
                        String.valueOf(said.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("")
                                .replaceFirst("\\.$", ""),
                        run.find(Ingested.class).isPresent()
                                ? "What was done is kept in the work directory; the same command goes on from there."
                                : "Nothing was trained."));
        refused.initCause(failure);
        return refused;
    }

    private ConfigurableApplicationContext start(WorkDirectory work, TrainingRun run, Checkpoints checkpoints) {
        Surroundings around = new Surroundings(
                request.registry(), request.storeIsNew(), work.path(), clock, new SecureRandom(), request.verified());
        SpringApplicationBuilder application = new SpringApplicationBuilder(TrainingJobConfiguration.class);
        request.jobDatabase()
                .ifPresent(database -> application
                        .sources(JobRepositoryConfiguration.class)
                        .initializers(context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("job-repository", database.properties())))
                        // What is wrong with a database is explained in a sentence, too.
                        .properties(
                                request.isVerbose()
                                        ? Map.of()
                                        : Map.of(
                                                "logging.level.com.zaxxer.hikari",
                                                "OFF",
                                                "logging.level.org.springframework",
                                                "OFF")));
        return application
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "logging.level.root",
                        request.logLevel(),
                        // A failure is explained at the end, in a sentence; Batch would print its trace at once.
                        "logging.level.org.springframework.batch",
                        request.isVerbose() ? request.logLevel() : "OFF",
                        "logging.level." + Progress.class.getName(),
                        "INFO",
                        // Tribuo reports its own progress at INFO, into the middle of ours.
                        "logging.level.org.tribuo",
                        request.isVerbose() ? request.logLevel() : "WARN"))
                .profiles(request.logFormat().name().toLowerCase(Locale.ROOT) + "-log")
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(TrainingOptions.class, request::options);
                    beans.registerBean(Surroundings.class, () -> around);
                    beans.registerBean(Terminal.class, () -> terminal);
                    beans.registerBean(TrainingRun.class, () -> run);
                    beans.registerBean(Checkpoints.class, () -> checkpoints);
                })
                .run();
    }

    private JobParameters parameters() {
        return new JobParametersBuilder()
                .addString("source", request.options().source().toString())
                .addString("target", request.options().reading().target())
                .addDouble("test_size", request.options().testSize())
                .addLong("random_state", request.options().randomState())
                .addString("environment", request.options().environment().value())
                .toJobParameters();
    }

    private Report report(TrainingRun run) {
        return new Report(
                run.take(ModelVersion.class),
                run.take(Evaluated.class).metrics(),
                request.options().environment(),
                run.take(TrainingOutcome.class));
    }

    private ExitCode fail(Throwable cause) {
        LoggerFactory.getLogger(TrainingApplication.class)
                .atDebug()
                .setCause(cause)
                .log("training failed");
        return terminal.conclude(Failure.of(cause));
    }
}
