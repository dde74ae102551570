package org.millwright.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bench itself; its figures are nobody's business here. */
class JournalStoresTest {

    /** Not in the temporary folder, which may be in memory. */
    private static final Path FOLDER = Path.of("target", "journal-stores").toAbsolutePath();

    @AfterEach
    void removeFolder() throws IOException {
        Trial.remove(FOLDER);
    }

    private static Trial trial(GroupStore.Kind kind) throws IOException {
        StoreJar jar = StoreJar.find(kind, System.getProperty("java.class.path"));
        return new Trial(new StoreProcess(kind, jar), FOLDER);
    }

    @ParameterizedTest
    @EnumSource
    void everyFigureIsTaken(GroupStore.Kind kind) throws Exception {
        Trial.Measured measured = trial(kind).measure(Workload.Size.SMALL, 0, 1);
        assertThat(measured.figures())
                .containsKeys("commits", "p50", "p99", "p999", "most", "cpu", "resident", "bytes");
        assertThat(measured.figure("amplification")).isGreaterThan(0.9);
        assertThat(measured.figure("files")).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCommittedIsThereAfterAKill(GroupStore.Kind kind) throws Exception {
        Trial.Reopened reopened = trial(kind).killAndOpen();
        assertThat(reopened.logBytes()).isGreaterThan(56L << 20);
        assertThat(reopened.missing()).isZero();
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneSentence() {
        StringWriter said = new StringWriter();
        int code = JournalStores.commandLine().setErr(new PrintWriter(said)).execute("--folder=/proc/nowhere");
        assertThat(code).isEqualTo(2);
        assertThat(said.toString())
                .startsWith("millwright bench journal-stores: --folder=/proc/nowhere cannot be written")
                .hasLineCount(1);
    }
}
