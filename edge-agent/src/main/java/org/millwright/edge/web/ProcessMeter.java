package org.millwright.edge.web;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process uses. Linux tells the memory; elsewhere it is 0. Any thread. */
public final class ProcessMeter {

    private static final Path STATUS = Path.of("/proc/self/status");

    /** Resident memory in bytes, as the operating system counts it. */
    public long rssBytes() {
        try {
            List<String> lines = Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    /** Load since the last call, 1 being one core fully used. */
    public double cpuCores() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return Math.max(0, system.getProcessCpuLoad() * system.getAvailableProcessors());
        }
        return 0;
    }
}
