package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthJudgeTest {

    private final HealthJudge judge = new HealthJudge(new HealthLimits(30, 5, 10));

    @Test
    void stateIsLeftOnlyWhenLifeRisesAboveTheLimitAndTheHysteresis() {
        assertThat(life(31)).isEqualTo(Health.NORMAL);
        assertThat(life(29)).isEqualTo(Health.MAINTENANCE_REQUIRED);
        assertThat(life(39)).isEqualTo(Health.MAINTENANCE_REQUIRED);
        assertThat(life(40)).isEqualTo(Health.NORMAL);
        assertThat(life(4)).isEqualTo(Health.FAILURE);
        assertThat(life(14)).isEqualTo(Health.FAILURE);
        assertThat(life(16)).isEqualTo(Health.MAINTENANCE_REQUIRED);
    }

    @Test
    void missingEstimateIsAFunctionCheckAndForgetsNothing() {
        life(29);
        assertThat(judge.judge(new Estimate.None("too little history", 0))).isEqualTo(Health.FUNCTION_CHECK);
        assertThat(life(35)).isEqualTo(Health.MAINTENANCE_REQUIRED);
    }

    @Test
    void readingOutsideOfTrainingIsOutOfSpecificationUnlessLifeIsShort() {
        assertThat(judge.judge(new Estimate.Life(80, false, List.of(), List.of("speed is 20000"), 0)))
                .isEqualTo(Health.OUT_OF_SPECIFICATION);
        assertThat(judge.judge(new Estimate.Life(8, false, List.of(), List.of("speed is 20000"), 0)))
                .isEqualTo(Health.MAINTENANCE_REQUIRED);
    }

    @Test
    void newPartIsJudgedAnew() {
        life(4);
        judge.restart();
        assertThat(life(31)).isEqualTo(Health.NORMAL);
    }

    @Test
    void limitsThatCrossAreRefused() {
        assertThatThrownBy(() -> new HealthLimits(5, 30, 1))
                .hasMessageContaining("maintenance-below 5.0 must be above");
    }

    private Health life(double remaining) {
        return judge.judge(new Estimate.Life(remaining, false, List.of(), List.of(), 0));
    }
}
