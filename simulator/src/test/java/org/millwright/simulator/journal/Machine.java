package org.millwright.simulator.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were taken on. */
final class Machine {

    private Machine() {}

    static String inWords(Path folder) throws IOException {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores; Linux "
                + System.getProperty("os.version") + ", " + System.getProperty("os.arch") + "; "
                + Files.getFileStore(folder).type() + " of "
                + Files.getFileStore(folder).name() + "; Java "
                + System.getProperty("java.version");
    }

    /** Of everybody on the machine. */
    static String load() throws IOException {
        String[] averages = Files.readString(Path.of("/proc/loadavg")).split(" ", 4);
        return "load average " + averages[0] + " (1 min), " + averages[1] + " (5 min)";
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor of unknown name");
        }
    }
}
