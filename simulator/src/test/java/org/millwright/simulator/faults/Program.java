package org.millwright.simulator.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process of the plant or the agent, with a log file of its own. Any that is left ends with the harness. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** @param name of the log file in {@code folder}; what an earlier program of this name said is kept */
    static Program start(String name, Path folder, Map<String, String> environment, List<String> command) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            RUNNING.add(process);
            RUNNING.removeIf(ended -> !ended.isAlive());
            return new Program(name, log, process);
        } catch (IOException e) {
            throw new FaultsException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** A Java program with a small heap and the quick compiler, as there are many of them. */
    static Program java(
            String name, Path folder, Map<String, String> environment, String classpath, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                classpath));
        command.addAll(arguments);
        return start(name, folder, environment, command);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Throws with the end of the log when the process has ended by itself. */
    void mustBeAlive() {
        if (!process.isAlive()) {
            throw new FaultsException(
                    name + " ended by itself with exit code " + process.exitValue() + "; its log: " + lastWords());
        }
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size())) + " (" + log + ")";
        } catch (IOException e) {
            return log.toString();
        }
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Such as {@code STOP}. */
    void signal(String signal) {
        signal(signal, process.pid());
    }

    static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** SIGTERM first, SIGKILL for a process that does not listen. */
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }

    boolean awaitEnd() {
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
