package dev.tryops.infra.policy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Checkov over everything that was synthesized, held against the register of exceptions. */
public final class Scan {

    private static final int MINUTES = 5;

    private final Path checkov;
    private final Exceptions exceptions;
    private final LocalDate today;
    private final PrintStream out;
    private final List<String> faults = new ArrayList<>();
    private final Set<Exceptions.Entry> used = new HashSet<>();

    public Scan(Path checkov, Exceptions exceptions, LocalDate today, PrintStream out) {
        this.checkov = checkov;
        this.exceptions = exceptions;
        this.today = today;
        this.out = out;
    }

    /**
     * Scans one environment.
     *
     * @param folder that it was synthesized in
     */
    public void scan(String environment, Path folder) throws IOException, InterruptedException {
        CheckovInput input = CheckovInput.of(folder);
        CheckovReport report = CheckovReport.of(run(input.configure(exceptions, today), folder), input);
        Rules.violations(input.template()).forEach(this::use);
        report.excused().forEach(this::use);
        report.failed().forEach(violation -> faults.add("%s: %s".formatted(environment, violation)));
        report.unread().forEach(file -> faults.add("%s: Checkov cannot read %s".formatted(environment, file)));
        out.printf(
                "%-11s %3d resources, %d failed, %d excused by the register%n",
                environment,
                input.template().all().count(),
                report.failed().size(),
                report.excused().size());
    }

    private void use(Violation violation) {
        used.addAll(exceptions.covering(violation.id(), violation.path(), today));
    }

    /** Prints what is wrong and tells whether nothing is. All environments have been scanned. */
    public boolean conclude() {
        for (Exceptions.Entry entry : exceptions.entries()) {
            if (entry.isExpired(today)) {
                faults.add("The exception of %s for %s ended on %s: %s decides whether it is renewed"
                        .formatted(entry.id(), entry.resource(), entry.expires(), entry.owner()));
            } else if (!used.contains(entry)) {
                faults.add("Nothing needs the exception of %s for %s any more: remove it from the register"
                        .formatted(entry.id(), entry.resource()));
            }
        }
        faults.forEach(out::println);
        return faults.isEmpty();
    }

    private String run(Path config, Path folder) throws IOException, InterruptedException {
        Path report = folder.resolve("checkov.json");
        Path log = folder.resolve("checkov.log");
        ProcessBuilder builder = new ProcessBuilder(checkov.toString(), "--config-file", config.toString());
        builder.environment().put("LOG_LEVEL", "ERROR");
        Process process = builder.redirectOutput(report.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("Checkov was not done within %d minutes; see %s".formatted(MINUTES, log));
        }
        // 0: nothing failed; 1: something did, which the report tells.
        if (process.exitValue() > 1 || Files.size(report) == 0) {
            throw new IOException("Checkov ended with %d; see %s".formatted(process.exitValue(), log));
        }
        return Files.readString(report);
    }
}
