package org.millwright.hardware.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What one process costs, at one moment.
 *
 * @param rssMiB resident memory; off Linux, what the JVM has committed, which is less than it really holds
 * @param peakRssMiB the most it was so far; off Linux, the same as {@code rssMiB}
 * @param cpu processor time of all its threads since it started
 */
public record ProcessFacts(long rssMiB, long peakRssMiB, Duration cpu) {

    private static final Path PROC = Path.of("/proc");

    /** Of this JVM. */
    public static ProcessFacts ofSelf() {
        return of(ProcessHandle.current()).orElseGet(ProcessFacts::ofJvm);
    }

    /** Of another process of this machine, such as the embedded store; empty where there is none, or off Linux. */
    public static Optional<ProcessFacts> of(ProcessHandle process) {
        Path status = PROC.resolve(Long.toString(process.pid())).resolve("status");
        Optional<Duration> cpu = process.info().totalCpuDuration();
        OptionalLong rss = kibibytes(status, "VmRSS:");
        OptionalLong peak = kibibytes(status, "VmHWM:");
        return cpu.isPresent() && rss.isPresent() && peak.isPresent()
                ? Optional.of(new ProcessFacts(rss.getAsLong() >> 10, peak.getAsLong() >> 10, cpu.get()))
                : Optional.empty();
    }

    private static OptionalLong kibibytes(Path status, String key) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static ProcessFacts ofJvm() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long committed = memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
        Duration cpu =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? Duration.ofNanos(Math.max(0, system.getProcessCpuTime()))
                        : Duration.ZERO;
        return new ProcessFacts(committed >> 20, committed >> 20, cpu);
    }
}
