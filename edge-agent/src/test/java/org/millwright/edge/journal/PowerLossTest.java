package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes: what was not synced is gone, or half of it, in any order. A kill of the process proves nothing about
 * that, so the writes and syncs of a real run are recorded, and the disk is put together as it would be after a cut at
 * many points of it.
 */
class PowerLossTest {

    private static final int GROUPS = 120;
    private static final int CUTS = 100;

    @TempDir
    private static Path folder;

    private static DiskTrace trace;

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        assumeTrue(installed(), "strace is not installed or may not trace: apt-get install strace");
        Path journal = folder.resolve("journal");
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-y",
                "-xx",
                "-s",
                "10000000",
                "-e",
                "trace=lseek,pwrite64,unlink,write,ftruncate,fsync,fdatasync",
                "-o",
                folder.resolve("trace").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JournalWriterMain.class.getName(),
                journal.toString(),
                Integer.toString(GROUPS)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        trace = DiskTrace.read(folder.resolve("trace"), journal);
        assertThat(said("safe ", trace.steps().size())).isEqualTo(GROUPS * JournalWriterMain.GROUP);
        assertThat(trace.steps())
                .anyMatch(step -> step instanceof DiskTrace.Step.Sync(String file) && file.equals("journal.db"));
    }

    private static boolean installed() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("strace", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatWasSaidToBeSafeIsThereAfterAPowerCut() throws IOException {
        Random random = new Random(42);
        for (int cut = 0; cut < CUTS; cut++) {
            int after = random.nextInt(trace.steps().size() + 1);
            Path disk = folder.resolve("disk-" + cut);
            trace.cutPower(after, true, random, disk);
            List<Integer> found = found(disk);
            assertThat(found).as("order after step " + after).isSorted().doesNotHaveDuplicates();
            assertThat(missing(found, after)).as("missing after step " + after).isEmpty();
        }
    }

    @Test
    void aDiskThatDoesNotSyncIsFoundOut() throws IOException {
        Random random = new Random(43);
        int cutsWithLoss = 0;
        for (int cut = 0; cut < 20; cut++) {
            int after = random.nextInt(trace.steps().size() / 2, trace.steps().size());
            Path disk = folder.resolve("liar-" + cut);
            trace.cutPower(after, false, random, disk);
            cutsWithLoss += missing(found(disk), after).isEmpty() ? 0 : 1;
        }
        assertThat(cutsWithLoss).as("a test that cannot fail proves nothing").isPositive();
    }

    private static List<Integer> found(Path disk) {
        try (Journal journal = TestingJournal.open(disk)) {
            return TestingJournal.numbers(TestingJournal.take(journal, false));
        }
    }

    /** Readings that were said to be safe, are not said to be in the store, and are not in the journal. */
    private static Set<Integer> missing(List<Integer> found, int after) {
        Set<Integer> missing = new HashSet<>(IntStream.range(said("stored ", after), said("safe ", after))
                .boxed()
                .toList());
        found.forEach(missing::remove);
        return missing;
    }

    /** The last number said before. */
    private static int said(String what, int before) {
        int last = 0;
        for (DiskTrace.Step step : trace.steps().subList(0, before)) {
            if (step instanceof DiskTrace.Step.Said(String line) && line.startsWith(what)) {
                last = Integer.parseInt(line.substring(what.length()));
            }
        }
        return last;
    }
}
