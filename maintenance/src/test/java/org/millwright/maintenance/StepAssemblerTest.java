package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepAssemblerTest {

    private static final List<String> INPUTS = List.of("cycle", "a", "b");
    private static final Axis CYCLES = new Axis("cycle", "cycles", 1, Axis.Aggregation.LAST, 1);
    private static final long SECOND = 1_000_000_000;
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final long SETTLED = SETTLE.toNanos();

    private final StepAssembler assembler = new StepAssembler(INPUTS, CYCLES, 5, SETTLE);

    @Test
    void valueThatDidNotChangeIsCarriedForward() {
        row(1, 1, 10, 20);
        take("cycle", 2, 2);
        take("a", 11, 2);
        settleAt(2);
        assertThat(assembler.window().steps())
                .containsExactly(
                        new Step.Usable(1, List.of(1.0, 10.0, 20.0), SECOND),
                        new Step.Usable(2, List.of(2.0, 11.0, 20.0), 2 * SECOND));
    }

    @Test
    void stepIsNotThereBeforeItSettled() {
        take("cycle", 1, 1);
        take("a", 10, 1);
        assertThat(assembler.advance(SECOND + SETTLED - 1)).isFalse();
        assertThat(assembler.window().steps()).isEmpty();
        take("b", 20, 1);
        assertThat(assembler.advance(SECOND + SETTLED)).isTrue();
        assertThat(assembler.window().usable()).isEqualTo(1);
        assertThat(assembler.advance(SECOND + SETTLED)).isFalse();
    }

    @Test
    void stepOfWhichAllInputsCameSettlesAtOnceUnlessAnOlderOneIsWaiting() {
        take("cycle", 1, 1);
        take("a", 10, 1);
        take("b", 20, 1);
        assertThat(assembler.advance(SECOND)).isTrue();
        assertThat(assembler.window().steps()).containsExactly(new Step.Usable(1, List.of(1.0, 10.0, 20.0), SECOND));

        take("cycle", 2, 2);
        take("cycle", 3, 3);
        take("a", 12, 3);
        take("b", 22, 3);
        assertThat(assembler.advance(2 * SECOND)).isFalse();
        assertThat(assembler.advance(2 * SECOND + SETTLED)).isTrue();
        assertThat(assembler.window().steps()).hasSize(3);
    }

    @Test
    void inputThatWasNeverHeardMakesTheStepUnusableAndIsNamed() {
        take("cycle", 1, 1);
        take("b", 20, 1);
        settleAt(1);
        assertThat(assembler.window().steps())
                .containsExactly(new Step.Unusable(1, "a: nothing has arrived yet", SECOND));
        assertThat(assembler.window().unusableNow()).containsExactly("a: nothing has arrived yet");
    }

    @Test
    void badReadingMakesTheStepUnusableUntilAGoodOneComes() {
        row(1, 1, 10, 20);
        take("cycle", 2, 2);
        assembler.accept(new Sample.Unusable("a", "status BadSensorFailure", 2 * SECOND, 2 * SECOND));
        settleAt(2);
        take("cycle", 3, 3);
        settleAt(3);
        row(4, 4, 12, 20);
        assertThat(assembler.window().steps())
                .extracting(step -> step instanceof Step.Unusable bad ? bad.reason() : "usable")
                .containsExactly("usable", "a: status BadSensorFailure", "a: status BadSensorFailure", "usable");
        assertThat(assembler.counts().unusable()).isEqualTo(1);
    }

    @Test
    void notANumberIsABadReading() {
        row(1, 1, Double.NaN, 20);
        assertThat(assembler.window().steps())
                .containsExactly(new Step.Unusable(1, "a: value NaN is not a finite number", SECOND));
    }

    @Test
    void skippedStepsAreThereAsUnusable() {
        row(1, 1, 10, 20);
        row(2, 4, 10, 20);
        assertThat(assembler.window().steps()).extracting(Step::index).containsExactly(1L, 2L, 3L, 4L);
        assertThat(assembler.window().usable()).isEqualTo(2);
    }

    @Test
    void axisThatRunsFarAheadLeavesNothingOfTheOldWindow() {
        row(1, 1, 10, 20);
        row(2, 1e15, 10, 20);
        assertThat(assembler.window().steps()).hasSize(5);
        assertThat(assembler.window().usable()).isEqualTo(1);
    }

    @Test
    void axisThatJumpsBackRestartsTheWindow() {
        row(1, 7, 10, 20);
        row(2, 8, 10, 20);
        row(3, 1, 30, 40);
        Window window = assembler.window();
        assertThat(window.restarts()).isEqualTo(1);
        assertThat(window.steps()).containsExactly(new Step.Usable(1, List.of(1.0, 30.0, 40.0), 3 * SECOND));
    }

    @Test
    void windowHoldsTheNewestStepsOnly() {
        for (int cycle = 1; cycle <= 20; cycle++) {
            row(cycle, cycle, cycle, cycle);
        }
        assertThat(assembler.window().steps()).extracting(Step::index).containsExactly(16L, 17L, 18L, 19L, 20L);
    }

    @Test
    void lostSourceSpoilsTheNewestStepAndItsFirstNotificationAfterTheReconnectMendsIt() {
        row(1, 1, 10, 20);
        assembler.lose("b", "source spindle is down", 5 * SECOND);
        assertThat(assembler.advance(5 * SECOND)).isTrue();
        assertThat(assembler.window().unusableNow()).containsExactly("b: source spindle is down");
        assertThat(assembler.window().usable()).isZero();

        // Unchanged since: the server sends it with the source time it always had.
        assembler.accept(new Sample.Usable("b", 20, SECOND, 6 * SECOND));
        assembler.advance(6 * SECOND + SETTLED);
        assertThat(assembler.window().unusableNow()).isEmpty();
        assertThat(assembler.window().usable()).isEqualTo(1);
    }

    @Test
    void readingFromBeforeTheLossDoesNotMendIt() {
        row(1, 1, 10, 20);
        assembler.accept(new Sample.Usable("b", 21, 2 * SECOND, 2 * SECOND));
        assembler.lose("b", "source spindle is down", 3 * SECOND);
        assembler.advance(4 * SECOND);
        assertThat(assembler.window().unusableNow()).containsExactly("b: source spindle is down");
    }

    @Test
    void lateSampleIsTakenFromThenOnAndCounted() {
        row(1, 1, 10, 20);
        take("cycle", 2, 2);
        take("a", 11, 2);
        settleAt(2);
        assembler.accept(new Sample.Usable("b", 22, 2 * SECOND, 3 * SECOND));
        assembler.accept(new Sample.Usable("b", 19, SECOND / 2, 3 * SECOND));
        assembler.advance(3 * SECOND);
        assertThat(assembler.window().steps().getLast())
                .isEqualTo(new Step.Usable(2, List.of(2.0, 11.0, 22.0), 2 * SECOND));
        assertThat(assembler.counts().late()).isEqualTo(1);
        assertThat(assembler.counts().outdated()).isEqualTo(1);
    }

    @Test
    void memoryIsBoundedWhenNobodyAdvances() {
        for (int i = 0; i < StepAssembler.MOST_WAITING + 10; i++) {
            assembler.accept(new Sample.Usable("a", i, i, i));
        }
        assertThat(assembler.counts().hurried()).isEqualTo(10);
    }

    @Test
    void inputThatTheModelDoesNotKnowIsCounted() {
        take("c", 1, 1);
        assembler.lose("c", "gone", SECOND);
        assertThat(assembler.counts().unknownInput()).isEqualTo(2);
    }

    @Test
    void contractsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new StepAssembler(List.of("a"), CYCLES, 5, SETTLE))
                .hasMessage("the axis cycle is not one of the inputs [a]");
        assertThatThrownBy(() -> new StepAssembler(List.of("cycle", "a", "a"), CYCLES, 5, SETTLE))
                .hasMessage("input a is listed twice; list it once");
        assertThatThrownBy(() -> new Axis("cycle", "cycles", 0, Axis.Aggregation.LAST, 1))
                .hasMessage("axis cycle: step 0.0 must be above 0");
    }

    private void row(int second, double cycle, double a, double b) {
        take("cycle", cycle, second);
        take("a", a, second);
        take("b", b, second);
        settleAt(second);
    }

    private void take(String input, double value, int second) {
        assembler.accept(new Sample.Usable(input, value, second * SECOND, second * SECOND));
    }

    private void settleAt(int second) {
        assembler.advance(second * SECOND + SETTLED);
    }
}
