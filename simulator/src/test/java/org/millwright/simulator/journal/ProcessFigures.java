package org.millwright.simulator.journal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This process so far, its native threads with it.
 *
 * @param writtenBytes pages that it made the kernel write to a disk
 * @param mostResidentBytes the highest until now
 */
record ProcessFigures(long cpuNanos, long writtenBytes, long residentBytes, long mostResidentBytes) {

    static ProcessFigures read() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Path self = Path.of("/proc/self");
        return new ProcessFigures(
                system.getProcessCpuTime(),
                number(self.resolve("io"), "write_bytes:"),
                number(self.resolve("status"), "VmRSS:") * 1024,
                number(self.resolve("status"), "VmHWM:") * 1024);
    }

    private static long number(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(file + " has no " + name);
    }
}
