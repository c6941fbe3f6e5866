package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** On what a run was made, and how busy it was with other things before. */
record Machine(LocalDate date, String commit, String cpu, int cores, String jdk, double loadBefore, long stolenBefore) {

    static Machine before() throws IOException {
        return new Machine(
                LocalDate.now(ZoneOffset.UTC),
                headOfCheckout(),
                ProcFiles.cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                ProcFiles.load(),
                ProcFiles.stolenMicros());
    }

    private static String headOfCheckout() throws IOException {
        Path log = Path.of("bench/target/git.log");
        String dirty = Child.run(List.of("git", "status", "--porcelain"), Map.of(), log, 1);
        String commit = Child.run(List.of("git", "rev-parse", "--short=12", "HEAD"), Map.of(), log, 1);
        return commit.trim() + (dirty.isBlank() ? "" : " with uncommitted changes");
    }

    /** {@code setting} says how the programs were run. */
    List<String> facts(String setting) throws IOException {
        return List.of(
                "Date: " + date,
                "Commit: " + commit,
                "Machine: %s, %d cores, %s %s"
                        .formatted(cpu, cores, System.getProperty("os.name"), System.getProperty("os.version")),
                "JDK: " + jdk,
                setting,
                "Load average before the run: %.2f; CPU time that the hypervisor took during it: %.1f s"
                        .formatted(loadBefore, (ProcFiles.stolenMicros() - stolenBefore) / 1e6));
    }
}
