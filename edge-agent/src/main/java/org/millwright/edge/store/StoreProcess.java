package org.millwright.edge.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the store's process, from its start to its end; the supervisor's thread reads what it says. */
final class StoreProcess {

    private static final int LINES_KEPT = 20;

    private final Process process;
    private final BufferedReader output;
    private final ArrayDeque<String> last = new ArrayDeque<>();

    static StoreProcess start(Path folder, int port, int heapMebibytes) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                // What a start runs hot is not what ingestion runs hot: the optimising compiler waits for the latter,
                // which saves a quarter of the start's CPU and 20 MiB, and costs no throughput.
                "-XX:Tier4InvocationThreshold=40000",
                "-XX:Tier4MinInvocationThreshold=10000",
                "-XX:Tier4CompileThreshold=80000",
                "-XX:Tier4BackEdgeThreshold=300000",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + folder.resolve("crash-%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                StoreMain.class.getName(),
                folder.toString(),
                Integer.toString(port));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Each malloc arena of glibc keeps what its thread freed; the store's own threads are few.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return new StoreProcess(builder.start());
    }

    private StoreProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    long pid() {
        return process.pid();
    }

    /** Blocks until it is ready (true) or ended (false). */
    boolean awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(StoreMain.READY)) {
                return true;
            }
            keep(line);
        }
        return false;
    }

    /** Blocks until it ended, and says why as well as can be known. */
    String awaitEnd() throws InterruptedException {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep(String.valueOf(e.getMessage()));
        }
        int exit = process.waitFor();
        String failed = last.stream()
                .filter(line -> line.startsWith(StoreMain.FAILED))
                .map(line -> line.substring(StoreMain.FAILED.length()))
                .findFirst()
                .orElse("");
        if (!failed.isEmpty()) {
            return failed;
        }
        return "the store's process ended with code " + exit + (last.isEmpty() ? "" : ": " + last.getLast());
    }

    private void keep(String line) {
        if (last.size() == LINES_KEPT) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    /** The sign to end; the end of the agent gives it too. */
    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    /** In order at first, by force after some seconds; returns when it is gone. Any thread. */
    void stop() {
        try {
            closeInput();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
