package org.millwright.simulator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A simulator or an agent as a process of its own, writing to a log file of its own.
 *
 * <p>It ignores Ctrl-C, which a terminal sends to every process in the foreground, so that the demo can end the two in
 * order; and it ends by itself when the demo dies, since its standard input closes then.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** The simulator of this class path; {@code arguments} begin with its command. */
    public static ChildProcess simulator(Path folder, Map<String, String> environment, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.millwright.simulator.SimulatorMain"));
        all.addAll(arguments);
        all.add("--exit-with-parent");
        return start("simulator", folder, environment, all);
    }

    /** The agent on a configuration file, with the heap that the gateway gives it. */
    public static ChildProcess agent(Path folder, Map<String, String> environment, String classpath, Path config) {
        return start(
                "agent",
                folder,
                environment,
                List.of(
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classpath,
                        "org.millwright.edge.Main",
                        "run",
                        "--exit-with-parent",
                        config.toString()));
    }

    /**
     * Any program of ours, its log in {@code folder} under the name given.
     *
     * @param environment added to this process's own
     * @param javaArguments options, main class and arguments
     */
    public static ChildProcess start(
            String name, Path folder, Map<String, String> environment, List<String> javaArguments) {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", name));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(javaArguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new DemoException("cannot start the " + name + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The file with everything that it printed. */
    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Throws with the end of the log when the process has ended by itself. */
    public void mustBeAlive() {
        if (!process.isAlive()) {
            throw new DemoException(
                    "the " + name + " ended with exit code " + process.exitValue() + "; " + lastWords());
        }
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> all = lines.filter(line -> !line.isBlank()).toList();
            String end = String.join(" | ", all.subList(Math.max(0, all.size() - 3), all.size()));
            return "its last words: " + end + " (all in " + log + ")";
        } catch (IOException | UncheckedIOException e) {
            return "see " + log;
        }
    }

    /** SIGTERM first, SIGKILL for a process that does not listen. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
