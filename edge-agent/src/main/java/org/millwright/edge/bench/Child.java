package org.millwright.edge.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.millwright.hardware.gateway.ProcessFacts;

/**
 * A JVM of the benchmark. It answers line by line on its standard output, writes all else to a log, and ends when its
 * standard input closes: when we close it, and when we die.
 */
final class Child implements AutoCloseable {

    /** As the launcher starts the agent, for every JVM that is measured, so that none has a better collector. */
    static final List<String> MEASURED_JVM = List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    private static final Duration FOR_ITS_END = Duration.ofSeconds(10);
    private static final int LINES_KEPT = 1_000;

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(LINES_KEPT);
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param arguments of {@code java}, from its options on */
    static Child start(String name, Path folder, Map<String, String> environment, List<String> arguments) {
        // A terminal sends Ctrl-C to all; only the benchmark itself heeds it, and ends the others in order.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(log.toFile()).directory(folder.toFile());
        builder.environment().putAll(environment);
        try {
            return new Child(name, log, builder.start());
        } catch (IOException e) {
            throw new BenchException("cannot start the " + name + ": " + e.getMessage(), e);
        }
    }

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.input = process.outputWriter();
        Thread.ofPlatform().daemon().name("output-of-" + name).start(this::collect);
    }

    private void collect() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.offer(line);
            }
        } catch (IOException e) {
            // It ended, which whoever waits for it notices.
        }
    }

    /** The next line that is wanted; others before it are passed over. */
    String await(Predicate<String> wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            String line = lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && wanted.test(line)) {
                return line;
            }
            if (line == null) {
                mustBeAlive();
            }
        }
        throw new BenchException("the " + name + " said nothing for " + patience.toSeconds() + " s; see " + log);
    }

    JsonNode awaitJson(String field, Duration patience) throws InterruptedException {
        return json(await(line -> line.startsWith("{\"" + field + "\""), patience));
    }

    /** What a yardstick answers when it is asked for its figures. */
    JsonNode ask() throws InterruptedException {
        try {
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            mustBeAlive();
            throw new BenchException("the " + name + " no longer listens; see " + log, e);
        }
        return json(await(line -> line.startsWith("{"), FOR_ITS_END));
    }

    private JsonNode json(String line) {
        try {
            return mapper.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BenchException("the " + name + " said [" + line + "], which is no JSON; see " + log, e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it has cost so far. */
    ProcessFacts facts() {
        return ProcessFacts.of(handle()).orElseThrow(() -> {
            mustBeAlive();
            return new BenchException("this system does not tell what a process costs; the benchmark needs Linux");
        });
    }

    void mustBeAlive() {
        if (!process.isAlive()) {
            throw new BenchException(
                    "the " + name + " ended by itself with exit code " + process.exitValue() + "; see " + log);
        }
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(FOR_ITS_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
