package org.millwright.hardware.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChoiceTest {

    @Test
    void theFasterOneIsTakenAndBothMediansAreTold() {
        Choice choice = Choice.of(Map.of("float32", 1.9, "int8", 1.2), Map.of());

        assertThat(choice.precision()).isEqualTo("int8");
        assertThat(choice.inWords()).isEqualTo("int8, 1.20 ms a run here (float32 1.90 ms)");
    }

    @Test
    void theBundlesOwnNetworkStaysWhereAnotherIsSlower() {
        Choice choice = Choice.of(Map.of("float32", 1.9, "int8", 2.2), Map.of());

        assertThat(choice.precision()).isEqualTo("float32");
        assertThat(choice.inWords()).isEqualTo("float32, 1.90 ms a run here (int8 2.20 ms)");
    }

    @Test
    void aGainOfLessThanFivePercentIsNotWorthADifferentAnswerFromStartToStart() {
        assertThat(Choice.of(Map.of("float32", 2.0, "int8", 1.92), Map.of()).precision())
                .isEqualTo("float32");
        assertThat(Choice.of(Map.of("float32", 2.0, "int8", 1.89), Map.of()).precision())
                .isEqualTo("int8");
    }

    @Test
    void theFastestOfSeveralIsTaken() {
        assertThat(Choice.of(Map.of("float32", 2.0, "int8", 1.5, "int4", 1.1), Map.of())
                        .precision())
                .isEqualTo("int4");
    }

    @Test
    void nothingIsMeasuredWhereThereIsNothingToChooseFrom() {
        Choice choice = Choice.of(Map.of(), Map.of("int8", "it disagrees"));

        assertThat(choice.precision()).isEqualTo("float32");
        assertThat(choice.inWords()).isEqualTo("float32; int8 is not used: it disagrees");
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(FastestNetwork.median(new long[] {9, 1, 4, 2})).isEqualTo(3);
        assertThat(FastestNetwork.median(new long[] {9, 1, 4})).isEqualTo(4);
    }
}
