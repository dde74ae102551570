package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps of one operating hour, each the mean along the axis. */
final class MeanStepsTest {

    private static final Axis HOURS = new Axis("hours", "h", 1, Axis.Aggregation.MEAN, 2);

    private final StepAssembler assembler = new StepAssembler(List.of("hours", "a"), HOURS, 4, Duration.ZERO);
    private long nanos;

    @Test
    void valueCountsForAsMuchOfTheAxisAsItHeld() {
        at(0, 10);
        at(0.75, 30);
        at(1, 99);
        assertThat(only().values().get(1)).isCloseTo(0.75 * 10 + 0.25 * 30, within(1e-9));
    }

    @Test
    void stepIsThereOnlyWhenTheAxisLeftIt() {
        at(0, 10);
        at(0.99, 10);
        assertThat(assembler.window().steps()).isEmpty();
        at(1, 10);
        assertThat(assembler.window().steps()).hasSize(1);
    }

    @Test
    void valueThatHoldsOverSeveralStepsFillsThem() {
        at(0, 10);
        at(2, 20);
        assertThat(assembler.window().steps())
                .extracting(step -> ((Step.Usable) step).values().get(1))
                .containsExactly(10.0, 10.0);
    }

    @Test
    void axisThatWasSilentForTooLongLeavesUnusableSteps() {
        at(0, 10);
        at(1, 10);
        at(4.5, 10);
        assertThat(reasons())
                .containsExactly(
                        "usable",
                        "hours went from 1.0 to 4.5 h in one reading, more than 2.0 h",
                        "hours went from 1.0 to 4.5 h in one reading, more than 2.0 h",
                        "hours went from 1.0 to 4.5 h in one reading, more than 2.0 h");
    }

    @Test
    void badReadingSpoilsItsStepAndNoOther() {
        at(0, 10);
        at(1, 10);
        at(1.5, 10);
        bad("a", "status Bad");
        at(1.5, 10);
        at(2, 10);
        at(3, 10);
        assertThat(reasons()).containsExactly("usable", "a: status Bad", "usable");
    }

    @Test
    void badReadingThatHoldsSpoilsEveryStepItHoldsIn() {
        at(0, 10);
        bad("a", "status Bad");
        send("hours", 1);
        send("hours", 2.5);
        at(2.75, 10);
        at(3, 10);
        at(4, 10);
        assertThat(reasons()).containsExactly("a: status Bad", "a: status Bad", "a: status Bad", "usable");
    }

    @Test
    void axisThatIsBadSpoilsTheStepItWasIn() {
        at(0, 10);
        at(1, 10);
        bad("hours", "status Bad");
        at(1.5, 10);
        at(2, 10);
        assertThat(reasons()).containsExactly("usable", "hours: status Bad");
    }

    @Test
    void stepThatWasSeenForLessThanHalfIsUnusable() {
        at(0.75, 10);
        at(1, 10);
        at(2, 10);
        assertThat(reasons()).containsExactly("only a part of the step was seen", "usable");
    }

    @Test
    void smallStepBackIsNoiseAndALargeOneIsANewPart() {
        at(10, 10);
        at(11, 10);
        at(10.5, 10);
        at(12, 10);
        assertThat(assembler.window().restarts()).isZero();
        assertThat(assembler.window().usable()).isEqualTo(2);
        at(0, 50);
        at(1, 10);
        assertThat(assembler.window().restarts()).isEqualTo(1);
        assertThat(only().values().get(1)).isEqualTo(50);
    }

    @Test
    void axisThatRunsFarAheadCostsNoTimeAndNoMemory() {
        at(0, 10);
        at(1e12, 10);
        at(1e12 + 1, 10);
        assertThat(assembler.window().steps()).hasSize(4);
    }

    private void at(double hours, double a) {
        nanos++;
        assembler.accept(new Sample.Usable("hours", hours, nanos, nanos));
        assembler.accept(new Sample.Usable("a", a, nanos, nanos));
        assembler.advance(nanos);
    }

    private void send(String input, double value) {
        nanos++;
        assembler.accept(new Sample.Usable(input, value, nanos, nanos));
        assembler.advance(nanos);
    }

    private void bad(String input, String reason) {
        nanos++;
        assembler.accept(new Sample.Unusable(input, reason, nanos, nanos));
        assembler.advance(nanos);
    }

    private Step.Usable only() {
        assertThat(assembler.window().steps()).hasSize(1);
        return (Step.Usable) assembler.window().steps().getFirst();
    }

    private List<String> reasons() {
        return assembler.window().steps().stream()
                .map(step -> step instanceof Step.Unusable bad ? bad.reason() : "usable")
                .toList();
    }
}
