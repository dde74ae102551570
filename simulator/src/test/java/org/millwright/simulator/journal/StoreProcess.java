package org.millwright.simulator.journal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.millwright.simulator.process.CannotStart;

/** A {@link StoreRun} with a class path of nothing but ours and its store, and a heap that is resident from the start. */
record StoreProcess(GroupStore.Kind kind, StoreJar jar) {

    /**
     * Runs it to its end.
     *
     * @param kill looks at each figure as it comes; true ends the process by SIGKILL
     * @return the last value of each name
     */
    Map<String, Double> run(List<String> arguments, BiPredicate<String, Double> kill)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ours() + File.pathSeparator + jar.path(),
                StoreRun.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean killed = false;
        Map<String, Double> figures = new HashMap<>();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] pair = line.split("=", 2);
                double value = Double.parseDouble(pair[1]);
                figures.put(pair[0], value);
                if (!killed && kill.test(pair[0], value)) {
                    // Through its handle: the process itself would close what is still to be read.
                    process.toHandle().destroyForcibly();
                    killed = true;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        int code = process.waitFor();
        if (!killed && code != 0) {
            throw new CannotStart(kind.title + " ended with exit code " + code + "; what it said is above");
        }
        return figures;
    }

    private static Path ours() {
        try {
            return Path.of(StoreProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
