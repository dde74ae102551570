package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/** A pump with power, current and flow, which go together; learned from its first ten minutes. */
final class BehaviourTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Signal POWER = Plant.signal("pump", "power", ValueType.NUMBER);
    private static final Signal CURRENT = Plant.signal("pump", "current", ValueType.NUMBER);
    private static final Signal FLOW = Plant.signal("pump", "flow", ValueType.NUMBER);
    private static final int LEARNED = 700;

    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private final AtomicReference<Instant> now = new AtomicReference<>(at(0));
    private final Random random = new Random(5);

    private static Instant at(int second) {
        return Instant.ofEpochSecond(Plant.START / SECOND + second);
    }

    /** What the readings of one second are. */
    @FunctionalInterface
    private interface Pump {
        double[] at(double load, int second);
    }

    private double[] well(double load) {
        return new double[] {noisy(5 + load), noisy(9 + 2 * load), noisy(40 + 3 * load)};
    }

    private Set<String> symptoms = Set.of();

    private double noisy(double value) {
        return value + 0.2 * random.nextGaussian();
    }

    private void run(int from, int until, Pump pump, Predicate<List<Condition>> seen) {
        run(from, until, pump, seen, loop -> {});
    }

    private void run(int from, int until, Pump pump, Predicate<List<Condition>> seen, Consumer<ConditionLoop> first) {
        Bus<Event> readings = new Bus<>();
        now.set(at(from));
        try (ConditionLoop loop = loop(readings)) {
            loop.start();
            first.accept(loop);
            publish(from, until, pump, readings);
            now.set(at(until + 1));
            await().atMost(Duration.ofSeconds(30)).until(() -> seen.test(conditions()));
        }
    }

    private ConditionLoop loop(Bus<Event> readings) {
        ConditionConfig.Normal normal = new ConditionConfig.Normal(
                Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(10), List.of(), 10, symptoms);
        return new ConditionLoop(
                List.of(new ConditionConfig(
                        POWER.machine(),
                        Set.of("power", "current", "flow"),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Optional.of(normal))),
                readings.subscribe("condition", 100_000, Overflow.DROP_OLDEST, event -> true),
                intake,
                now::get,
                Learner.onItsOwnThread(1));
    }

    private void publish(int from, int until, Pump pump, Bus<Event> readings) {
        for (int second = from; second < until; second++) {
            double[] values = pump.at(random.nextGaussian(), second);
            long nanos = Plant.START + second * SECOND;
            readings.publishAll(List.of(
                    Plant.number(POWER, values[0], nanos),
                    Plant.number(CURRENT, values[1], nanos),
                    Plant.number(FLOW, values[2], nanos)));
        }
    }

    private List<Condition> conditions() {
        List<Condition> found = new ArrayList<>();
        intake.kept().forEach(event -> {
            if (event instanceof Condition condition) {
                found.add(condition);
            }
        });
        return found;
    }

    private List<Notice> notices() {
        List<Notice> found = new ArrayList<>();
        intake.kept().forEach(event -> {
            if (event instanceof Notice notice) {
                found.add(notice);
            }
        });
        return found;
    }

    /** Less flow at more current, as with another impeller. */
    private double[] rebuilt(double load) {
        double[] values = well(load);
        return new double[] {values[0], values[1] + 2, values[2] - 4};
    }

    private static Predicate<List<Condition>> last(Condition.State state) {
        return conditions -> !conditions.isEmpty() && conditions.getLast().state() == state;
    }

    private byte[] learned() {
        return intake.mark("condition/pump-1").orElseThrow();
    }

    @Test
    void aMachineIsLearnedThenNormalThenStrangeWithTheSignalNamed() {
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        assertThat(conditions().getFirst().state()).isEqualTo(Condition.State.LEARNING);
        assertThat(conditions().getFirst().health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);

        // A throttle: less flow at more current, power as before.
        run(
                LEARNED,
                LEARNED + 200,
                (load, second) -> {
                    double[] values = well(load);
                    return new double[] {values[0], values[1] + 2, values[2] - 4};
                },
                last(Condition.State.ANOMALOUS));

        Condition strange = conditions().getLast();
        assertThat(strange.origin()).isEqualTo(Condition.Origin.MACHINE);
        assertThat(strange.health()).isEqualTo(Prognosis.Health.OUT_OF_SPECIFICATION);
        assertThat(strange.contributions()).contains("flow").contains("spreads");
        assertThat(strange.sinceNanos())
                .isBetween(Plant.START + (LEARNED - 60) * SECOND, Plant.START + (LEARNED + 60) * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"power, SENSOR", "flow, EITHER"})
    void aSignalThatLeavesTheOthersIsItsSensorUnlessItIsASymptomOfWear(String symptom, Condition.Origin told) {
        symptoms = Set.of(symptom);
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        run(
                LEARNED,
                LEARNED + 300,
                (load, second) -> {
                    double[] values = well(load);
                    return new double[] {values[0], values[1], values[2] + 8};
                },
                last(Condition.State.ANOMALOUS));

        assertThat(conditions().getLast().signal()).isEqualTo("flow");
        assertThat(conditions().getLast().origin()).isEqualTo(told);
    }

    @Test
    void aSensorThatSticksIsToldFromTheMachine() {
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        run(
                LEARNED,
                LEARNED + 300,
                (load, second) -> {
                    double[] values = well(load);
                    return new double[] {values[0], values[1], 40.7};
                },
                last(Condition.State.ANOMALOUS));

        Condition stuck = conditions().getLast();
        assertThat(stuck.origin()).isEqualTo(Condition.Origin.SENSOR);
        assertThat(stuck.signal()).isEqualTo("flow");
        assertThat(stuck.health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
    }

    @Test
    void whatWasLearnedOutlivesARestart() {
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        byte[] before = learned();
        int told = conditions().size();

        run(LEARNED, LEARNED + 100, (load, second) -> well(load), conditions -> conditions.size() > told);

        assertThat(conditions().subList(told, conditions().size()))
                .extracting(Condition::state)
                .doesNotContain(Condition.State.LEARNING);
        assertThat(learned()).isEqualTo(before);
    }

    /** Days of learning must not be lost for the second or two that the last step of it takes. */
    @Test
    void whatIsBeingLearnedWhenTheAgentEndsIsLearnedToItsEndAndPutAway() {
        Bus<Event> readings = new Bus<>();
        now.set(at(700));
        try (ConditionLoop loop = loop(readings)) {
            publish(0, 605, (load, second) -> well(load), readings);
            loop.start();
            loop.finish();
            assertThat(learned()).isNotEmpty();
            assertThat(conditions()).last().matches(last -> last.state() != Condition.State.LEARNING);
            assertThat(loop.status().learned()).singleElement().satisfies(machine -> {
                assertThat(machine.machine()).isEqualTo("pump-1");
                assertThat(machine.learning()).isEmpty();
                assertThat(machine.last()).get().matches(last -> last.state() != Condition.State.LEARNING);
            });
        }
    }

    @Test
    void whatCountsForNothingIsCountedByReason() {
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        Bus<Event> readings = new Bus<>();
        int late = LEARNED + 200;
        now.set(at(late));
        try (ConditionLoop loop = loop(readings)) {
            publish(LEARNED, late, (load, second) -> well(load), readings);
            int told = conditions().size();
            loop.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> conditions().size() > told);
            publish(late - 20, late - 18, (load, second) -> well(load), readings);
            loop.finish();
            assertThat(loop.status().dropped())
                    .containsEntry("out-of-order", 6L)
                    .containsEntry("outdated", 6L)
                    .containsEntry("ahead", 0L);
            assertThat(loop.status().unjudged()).containsOnlyKeys("settling", "unseen-regime", "left-out");
            assertThat(loop.status().noticed()).containsOnlyKeys("late", "gap", "clock-set-back");
        }
    }

    @Test
    void aMachineIsLearnedAnewWhenSomebodyAsksAndIsJudgedAsBeforeUntilThenThroughARestart() {
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        byte[] before = learned();

        run(
                LEARNED,
                LEARNED + 100,
                (load, second) -> rebuilt(load),
                last(Condition.State.ANOMALOUS),
                loop -> loop.learnAnew("pump-1", "Ann", "a new impeller"));
        assertThat(learned()).isEqualTo(before);
        assertThat(notices()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.RELEARN_ASKED);
            assertThat(notice.source()).isEqualTo("pump-1");
            assertThat(notice.text()).contains("Ann asked for pump-1 to be learned anew: a new impeller");
        });

        int until = LEARNED + 200 + LEARNED;
        run(LEARNED + 200, until, (load, second) -> rebuilt(load), last(Condition.State.NORMAL));
        assertThat(conditions())
                .filteredOn(condition -> condition.timestampNanos() > Plant.START + (LEARNED + 300) * SECOND)
                .extracting(Condition::state)
                .contains(Condition.State.NORMAL)
                .doesNotContain(Condition.State.LEARNING);
        assertThat(learned()).isNotEqualTo(before);
        assertThat(notices().getLast().kind()).isEqualTo(Notice.Kind.RELEARNED);
        assertThat(notices().getLast().text()).contains("as Ann asked at").contains("a new impeller");

        int told = notices().size();
        run(until, until + 100, (load, second) -> rebuilt(load), last(Condition.State.NORMAL));
        assertThat(notices()).hasSize(told);
    }

    @Test
    void whoAsksMustNameThemselvesAReasonAndAMachine() {
        run(0, 10, (load, second) -> well(load), last(Condition.State.LEARNING), loop -> {
            assertThatThrownBy(() -> loop.learnAnew("pump-2", "Ann", "new"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no machine pump-2")
                    .hasMessageContaining("[pump-1]");
            assertThatThrownBy(() -> loop.learnAnew("pump-1", " ", "new")).hasMessageContaining("by: ");
            assertThatThrownBy(() -> loop.learnAnew("pump-1", "Ann", "")).hasMessageContaining("why: ");
        });
        assertThat(notices()).isEmpty();
    }

    @Test
    void whatWasLearnedOfOtherSignalsIsDiscardedAndSaidSo() {
        run(0, LEARNED, (load, second) -> well(load), last(Condition.State.NORMAL));
        intake.offer(
                new Parcel(List.of(), List.of(new Mark("condition/pump-1", new byte[] {0, 0, 0, 9})), Receipt.NONE),
                Duration.ZERO);

        run(LEARNED, LEARNED + 10, (load, second) -> well(load), last(Condition.State.LEARNING));

        assertThat(notices()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.NORMAL_DISCARDED);
            assertThat(notice.text())
                    .contains("pump-1 is not used any more and is learned again")
                    .contains("layout 9");
        });
    }

    /** Two recipes of 150 s each, the second with ten times as much load. */
    @Test
    void conditionsAndFeaturesTellTheRegimeThatTheMachineWasIn() {
        Pump recipes = (load, second) -> well(second / 150 % 2 == 0 ? load : 40 + load);
        run(0, 750, recipes, last(Condition.State.NORMAL));
        int before = intake.kept().size();
        int told = conditions().size();
        run(
                750,
                900,
                recipes,
                conditions ->
                        conditions.size() > told && last(Condition.State.NORMAL).test(conditions));

        assertThat(conditions())
                .filteredOn(condition -> condition.state() == Condition.State.NORMAL)
                .extracting(Condition::regime)
                .contains(1, 2);
        assertThat(conditions()).extracting(Condition::state).doesNotContain(Condition.State.ANOMALOUS);
        assertThat(intake.kept().subList(before, intake.kept().size()))
                .filteredOn(event -> event instanceof FeatureSet)
                .hasSize(3)
                .allMatch(event -> ((FeatureSet) event).regime() == 2);

        int strange = conditions().size();
        run(900, 1_000, (load, second) -> well(20 + load), last(Condition.State.UNCERTAIN));
        assertThat(conditions().subList(strange, conditions().size())).allSatisfy(condition -> {
            assertThat(condition.regime()).isZero();
            assertThat(condition.reason()).containsAnyOf("unknown regime", "no readings yet");
        });
    }
}
