package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.millwright.vision.Inspection.Place;

final class DefectMapTest {

    @Test
    void thePlaceHoldsTheWorstCellAndAllThatHangTogetherWithIt() {
        DefectMap map = map("""
                . . . . . .
                . 2 . . . 1
                . . 5 . . .
                . . 1 . . .
                . . . . . 3
                """);

        assertThat(map.worst()).isEqualTo(5);
        assertThat(map.place(1, 48, 40)).isEqualTo(new Place(8, 8, 16, 24));
    }

    @Test
    void aHigherLimitDrawsASmallerPlace() {
        DefectMap map = map("""
                4 2
                1 .
                """);

        assertThat(map.place(1, 20, 20)).isEqualTo(new Place(0, 0, 20, 20));
        assertThat(map.place(2, 20, 20)).isEqualTo(new Place(0, 0, 20, 10));
        assertThat(map.place(3, 20, 20)).isEqualTo(new Place(0, 0, 10, 10));
    }

    @Test
    void oneCellThatIsNoNumberSpoilsTheAnswer() {
        assertThat(new DefectMap(2, 1, new float[] {3, Float.NaN}).worst()).isNaN();
    }

    @Test
    void logOddsBecomeSharesWithoutOverflow() {
        assertThat(DefectMap.share(0)).isEqualTo(0.5);
        assertThat(DefectMap.share(-1e4)).isEqualTo(0);
        assertThat(DefectMap.share(1e4)).isEqualTo(1);
        assertThat(DefectMap.share(2) + DefectMap.share(-2)).isCloseTo(1, within(1e-12));
    }

    @Test
    void cellsThatDoNotFillTheGridAreRefused() {
        assertThatThrownBy(() -> new DefectMap(3, 3, new float[8]))
                .hasMessageContaining("3x3")
                .hasMessageContaining("8");
    }

    @Property(tries = 200)
    void aPlaceNeverLeavesThePicture(@ForAll @IntRange(min = 1, max = 9) int columns, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = random.nextInt(1, 9);
        float[] cells = new float[columns * rows];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = random.nextFloat();
        }
        Place place = new DefectMap(columns, rows, cells).place(0.6f, columns * 8, rows * 8);

        assertThat(place.x()).isNotNegative();
        assertThat(place.y()).isNotNegative();
        assertThat(place.width()).isPositive();
        assertThat(place.height()).isPositive();
        assertThat(place.x() + place.width()).isLessThanOrEqualTo(columns * 8);
        assertThat(place.y() + place.height()).isLessThanOrEqualTo(rows * 8);
    }

    private static DefectMap map(String drawing) {
        int rows = (int) drawing.lines().count();
        List<String> cells = new Scanner(drawing).tokens().toList();
        float[] values = new float[cells.size()];
        Arrays.fill(values, -9);
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).equals(".")) {
                values[i] = Float.parseFloat(cells.get(i));
            }
        }
        return new DefectMap(Math.floorDiv(cells.size(), rows), rows, values);
    }
}
