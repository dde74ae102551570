package org.millwright.simulator.study;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.millwright.simulator.demo.DemoException;

/** Lines of several seeds that went through the agent's stages together, and what those said. */
record Rehearsed(List<StudyLine> lines, List<Finding> findings) {

    /**
     * Runs the lines and the agent to the end.
     *
     * @param folder for the configuration and the agent's log
     * @param months on the clock that the agent sees
     */
    static Rehearsed run(Path home, String agentClasspath, Path folder, List<Long> seeds, double months)
            throws IOException, InterruptedException {
        int steps = StudyClock.steps(months * StudyClock.MONTH_HOURS);
        Files.createDirectories(folder);
        Path config = Files.writeString(
                folder.resolve("study.yaml"), StudySite.yaml(seeds.size(), home.resolve("maintenance/models/bearing")));
        Path log = folder.resolve("agent.log");
        Process agent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        agentClasspath,
                        "org.millwright.edge.rehearsal.Rehearsal",
                        "--config",
                        config.toString())
                .redirectError(log.toFile())
                .start();
        try {
            List<StudyLine> lines = IntStream.range(0, seeds.size())
                    .mapToObj(i -> new StudyLine(i + 1, seeds.get(i), steps))
                    .toList();
            List<Finding> findings = new ArrayList<>();
            Thread reader = Thread.ofPlatform().start(() -> read(agent, findings));
            play(lines, steps, agent);
            reader.join();
            if (agent.waitFor() != 0) {
                throw new DemoException("the agent's stages ended with " + agent.exitValue() + "; see " + log);
            }
            return new Rehearsed(lines, List.copyOf(findings));
        } finally {
            agent.destroyForcibly();
        }
    }

    private static void play(List<StudyLine> lines, int steps, Process agent) throws IOException {
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(agent.getOutputStream(), StandardCharsets.UTF_8), 1 << 16)) {
            for (int step = 0; step < steps; step++) {
                for (StudyLine line : lines) {
                    line.step(step, out);
                }
            }
        }
    }

    private static void read(Process agent, List<Finding> findings) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(line -> Finding.of(line).ifPresent(findings::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of one kind that was said of a machine, oldest first. */
    <F extends Finding> List<F> of(Class<F> kind, String machine) {
        return findings.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(finding -> finding.machine().equals(machine))
                .toList();
    }
}
