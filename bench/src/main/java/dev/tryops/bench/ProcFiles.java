package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells about a process and the machine. */
final class ProcFiles {

    /** Microseconds per tick: {@code USER_HZ} is 100 on every architecture that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private ProcFiles() {}

    /** User and system time of a process, all threads, since it started. */
    static long cpuMicros(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return MICROS_PER_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    static long rssKilobytes(long pid) throws IOException {
        return Long.parseLong(
                field(Path.of("/proc/" + pid + "/status"), "VmRSS").replace(" kB", ""));
    }

    /** Kilobytes: the most that was resident, and what is without pages of files. */
    record Memory(long peakKilobytes, long anonymousKilobytes) {}

    /** Nothing of a process that has just ended. */
    static Memory memory(long pid) {
        long peak = 0;
        long anonymous = 0;
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    peak = kilobytes(line);
                } else if (line.startsWith("RssAnon:")) {
                    anonymous = kilobytes(line);
                }
            }
        } catch (IOException e) {
            // The process is gone; what was seen of it before stands.
        }
        return new Memory(peak, anonymous);
    }

    private static long kilobytes(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    static String cpuModel() throws IOException {
        return field(Path.of("/proc/cpuinfo"), "model name");
    }

    /** Runnable tasks on average over the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
    }

    /** Time that the hypervisor kept from this machine since it started, all CPUs. */
    static long stolenMicros() throws IOException {
        String cpu = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        return MICROS_PER_TICK * Long.parseLong(cpu.trim().split(" +", -1)[8]);
    }

    private static String field(Path file, String name) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .orElse("unknown");
    }
}
