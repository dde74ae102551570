package org.millwright.hardware.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this gateway is, for the page, the metrics and every measured figure.
 *
 * @param cpu the processor's name as it gives it; the architecture where it gives none
 * @param cores processors that this JVM may use
 * @param memoryMiB memory of the machine, or of the container that limits it
 */
public record GatewayFacts(
        String cpu, String architecture, int cores, long memoryMiB, String operatingSystem, String jvm) {

    /** Reads a few small files; tens of microseconds. */
    public static GatewayFacts read() {
        return read(Path.of("/proc/cpuinfo"), Path.of("/proc/device-tree/model"));
    }

    static GatewayFacts read(Path cpuInfo, Path board) {
        String architecture = System.getProperty("os.arch", "unknown");
        return new GatewayFacts(
                cpuName(cpuInfo, board, architecture),
                architecture,
                Runtime.getRuntime().availableProcessors(),
                memoryBytes() >> 20,
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", ""),
                System.getProperty("java.vm.name", "unknown") + " " + Runtime.version());
    }

    /** x86 names its model in cpuinfo; ARM boards have the board's name in the device tree, or only numbers. */
    private static String cpuName(Path cpuInfo, Path board, String otherwise) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            String model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
            return model.isEmpty() ? Files.readString(board).replace("\0", "").strip() : model;
        } catch (IOException | UncheckedIOException e) {
            return otherwise; // Not Linux, or an ARM server without a device tree.
        }
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
