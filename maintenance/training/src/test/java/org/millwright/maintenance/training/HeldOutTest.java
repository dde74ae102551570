package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Held-out units are cut as the test part's are, without its readings. */
final class HeldOutTest {

    @Test
    void unitIsLookedAtWhereAsMuchIsLeftAsOfTheTestPartsAndAsOften() {
        // Two units of 30 and 5 steps; window i of the first has 29 - i left.
        Examples windows = windows(30, 5);
        assertThat(HeldOut.cuts(windows, List.of(20.0, 3.0, 20.0), 0)).containsExactly(9, 9, 26, 31);
    }

    @Test
    void withoutATestPartEveryWindowNearEnoughToTheEndIsTakenOnce() {
        assertThat(HeldOut.cuts(windows(4, 2), List.of(), 1.5)).containsExactly(2, 3, 4, 5);
    }

    private static Examples windows(int... sizes) {
        Examples.Collector windows = new Examples.Collector();
        for (int life = 0; life < sizes.length; life++) {
            for (int step = 0; step < sizes[life]; step++) {
                windows.add(new float[1], sizes[life] - 1 - step, life, false, step);
            }
        }
        return windows.examples();
    }
}
