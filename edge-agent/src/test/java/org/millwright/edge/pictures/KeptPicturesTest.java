package org.millwright.edge.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;

/** Pictures for a person to look at: bounded, counted, and kept over restarts with their labels. */
final class KeptPicturesTest {

    private static final int SIZE = 1_000;

    @TempDir
    Path folder;

    private KeptPictures open() {
        return new KeptPictures(folder.resolve("station-1"), 5 * SIZE);
    }

    private static void take(KeptPictures pictures, int sequence, Verdict.Result result, boolean borderline) {
        Verdict verdict = Plant.verdict(Plant.machine("station"), sequence, result, Plant.START + sequence);
        Frame frame = new Frame("P-" + sequence, sequence, Plant.START + sequence, Plant.START, new byte[SIZE]);
        pictures.offer(verdict, frame, borderline, List.of("dent", "scratch"));
    }

    private static String id(int sequence) {
        return (Plant.START + sequence) + "-" + sequence;
    }

    @Test
    void uncertainAndBorderlinePicturesAreKeptAndOthersAreNot() {
        KeptPictures pictures = open();
        take(pictures, 1, Verdict.Result.UNCERTAIN, false);
        take(pictures, 2, Verdict.Result.GOOD, true);
        take(pictures, 3, Verdict.Result.GOOD, false);
        take(pictures, 4, Verdict.Result.DEFECT, false);

        assertThat(pictures.newest(10)).extracting(KeptPicture::id).containsExactly(id(2), id(1));
    }

    @Test
    void theOldestWithoutALabelGoFirstAndAreCounted() throws IOException {
        KeptPictures pictures = open();
        for (int i = 1; i <= 5; i++) {
            take(pictures, i, Verdict.Result.UNCERTAIN, false);
        }
        pictures.label(id(1), "dent");
        for (int i = 6; i <= 8; i++) {
            take(pictures, i, Verdict.Result.UNCERTAIN, false);
        }

        assertThat(pictures.newest(10)).extracting(KeptPicture::id).containsExactly(id(8), id(7), id(6), id(5), id(1));
        assertThat(pictures.counts().dropped()).isEqualTo(3);
        assertThat(pictures.counts().bytes()).isEqualTo(5 * SIZE);
        assertThat(pictures.picture(id(2))).isEmpty();
    }

    @Test
    void labelsAndPicturesOutliveARestartAndBecomeATrainingFolder() throws IOException {
        KeptPictures before = open();
        take(before, 1, Verdict.Result.UNCERTAIN, false);
        take(before, 2, Verdict.Result.UNCERTAIN, false);
        assertThat(before.label(id(1), "good")).isTrue();
        assertThat(before.label(id(9), "good")).isFalse();

        KeptPictures after = open();

        assertThat(after.counts().kept()).isEqualTo(2);
        assertThat(after.newest(1).getFirst().classes()).containsExactly("dent", "scratch");
        assertThat(after.export(folder.resolve("out"), "station-1-")).isEqualTo(1);
        assertThat(folder.resolve("out/good/station-1-" + id(1) + ".jpg")).exists();
    }

    @Test
    void aLabelCannotNameAnotherFolder() {
        KeptPictures pictures = open();
        take(pictures, 1, Verdict.Result.UNCERTAIN, false);
        assertThatThrownBy(() -> pictures.label(id(1), "../good"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../good");
        assertThat(pictures.picture("../../secret")).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsCountedAndNamed() throws IOException {
        Files.writeString(folder.resolve("station-1"), "a file");
        KeptPictures pictures = open();
        take(pictures, 1, Verdict.Result.UNCERTAIN, false);
        assertThat(pictures.counts().failed()).isEqualTo(1);
        assertThat(pictures.counts().trouble()).contains("station-1");
    }
}
