package org.millwright.simulator.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.mainjob.Built;

@Timeout(240)
class LineStudyTest {

    @TempDir
    Path folder;

    @Test
    void everyFailureOfTwoMonthsIsAnnouncedAndAPressThatIsWellIsLeftAlone() throws Exception {
        Rehearsed rehearsed =
                Rehearsed.run(Built.HOME, Built.agentClasspath(), folder, List.of(201L, 202L, 203L, 204L), 0.5);

        StudyScore score = new StudyScore(rehearsed);

        assertThat(score.health().failures()).isGreaterThan(5);
        assertThat(score.health().missed()).isZero();
        assertThat(score.stops().missed()).isZero();
        assertThat(score.health().leadHours(50)).isBetween(5.0, 45.0);
        assertThat(score.stops().leadHours(50)).isGreaterThan(score.health().leadHours(50));
        assertThat(score.errors().rmse()).isLessThan(25);
        assertThat(score.errors().coverage()).isGreaterThan(0.7);
        assertThat(score.pressAlarmsAMonth()).isLessThan(3);
    }

    @Test
    void theSameSeedsGiveTheSameFindings() throws Exception {
        List<Long> seeds = List.of(7L);

        Rehearsed once = Rehearsed.run(Built.HOME, Built.agentClasspath(), folder.resolve("a"), seeds, 0.1);
        Rehearsed again = Rehearsed.run(Built.HOME, Built.agentClasspath(), folder.resolve("b"), seeds, 0.1);

        String spindle = once.lines().getFirst().spindle().name();
        assertThat(once.of(Finding.Life.class, spindle)).isNotEmpty().isEqualTo(again.of(Finding.Life.class, spindle));
        assertThat(once.of(Finding.Condition.class, spindle))
                .isNotEmpty()
                .isEqualTo(again.of(Finding.Condition.class, spindle));
    }
}
