package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NormalBytesTest {

    private static final long STEP_NANOS = 1_000_000_000L;

    private static List<double[]> rows(long seed, int count, double shift) {
        Random random = new Random(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double load = random.nextGaussian();
            rows.add(new double[] {50 + 4 * load + shift, 20 + 2 * load + random.nextGaussian(), 7});
        }
        return rows;
    }

    private static NormalBehaviour learned() {
        Learning learning = NormalBehaviour.learn(
                List.of("power", "current", "constant"),
                rows(1, 2_000, 0),
                DetectorSettings.every(Duration.ofNanos(STEP_NANOS)));
        return ((Learning.Learned) learning).behaviour();
    }

    @Test
    void whatWasKeptJudgesAsWhatWasLearned() {
        NormalBehaviour learned = learned();
        AnomalyDetector before = new AnomalyDetector(learned);
        AnomalyDetector after = new AnomalyDetector(NormalBehaviour.of(learned.toBytes()));
        List<double[]> rows = new ArrayList<>(rows(2, 200, 0));
        rows.addAll(rows(3, 200, 12));

        long nanos = 0;
        boolean alarmed = false;
        for (double[] row : rows) {
            nanos += STEP_NANOS;
            Finding expected = before.accept(nanos, row);
            assertThat(after.accept(nanos, row)).isEqualTo(expected);
            alarmed |= expected instanceof Finding.Anomalous;
        }
        assertThat(alarmed).isTrue();
    }

    @Test
    void bytesThatAreCutOffOrOfAnotherLayoutAreRefusedInWords() {
        byte[] bytes = learned().toBytes();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> NormalBehaviour.of(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        bytes[3]++;
        assertThatThrownBy(() -> NormalBehaviour.of(bytes))
                .hasMessageContaining("layout 2")
                .hasMessageContaining("learn");
    }
}
