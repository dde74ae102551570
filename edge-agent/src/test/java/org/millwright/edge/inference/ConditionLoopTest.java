package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

final class ConditionLoopTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Signal PRESSURE = Plant.signal("press", "oil-pressure", ValueType.NUMBER);
    private static final Signal STATE = Plant.signal("press", "state", ValueType.TEXT);

    private final Bus<Event> readings = new Bus<>();
    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private final AtomicReference<Instant> now = new AtomicReference<>(at(1));
    private final ConditionLoop loop = new ConditionLoop(
            List.of(new ConditionConfig(
                    PRESSURE.machine(),
                    Set.of(),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    Optional.empty())),
            readings.subscribe("condition", 10_000, Overflow.DROP_OLDEST, event -> true),
            intake,
            now::get,
            Learner.atOnce());

    @BeforeEach
    void start() {
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(Plant.START / SECOND + second);
    }

    /** One value a second; the source's clock may be wrong. */
    private void send(int from, int until, Duration behind) {
        for (int second = from; second < until; second++) {
            long received = Plant.START + second * SECOND;
            long source = received - behind.toNanos();
            readings.publishAll(List.of(
                    new Reading(PRESSURE, new Value.Numeric(second % 2 == 0 ? 178 : 182), 0, source, source, received),
                    Plant.good(STATE, new Value.Text("pressing"), received)));
        }
    }

    private FeatureSet told() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !intake.kept().isEmpty());
        assertThat(intake.kept()).hasSize(1);
        return (FeatureSet) intake.kept().getFirst();
    }

    @Test
    void featuresAreToldAtWholeMultiplesOfTheTime() {
        send(0, 60, Duration.ZERO);
        now.set(at(61));

        FeatureSet features = told();

        assertThat(features.signal()).isEqualTo(PRESSURE);
        assertThat(features.timestampNanos()).isEqualTo(Plant.START + 60 * SECOND);
        assertThat(features.figures().orElseThrow().mean()).isCloseTo(180, within(0.1));
        assertThat(features.figures().orElseThrow().deviation()).isCloseTo(2, within(0.1));
    }

    @Test
    void aSourceWhoseClockIsAnHourBehindHasFeaturesAllTheSame() {
        send(0, 60, Duration.ofHours(1));
        now.set(at(61));

        assertThat(told().figures()).isPresent();
    }

    @Test
    void aReadingOlderThanOneBeforeItCountsNowhereAndIsCounted() {
        send(0, 60, Duration.ZERO);
        send(30, 33, Duration.ZERO);
        now.set(at(61));

        assertThat(told().readings()).isBetween(58L, 60L);
        assertThat(loop.status().dropped()).containsEntry("out-of-order", 3L).containsEntry("outdated", 0L);
        await().atMost(Duration.ofSeconds(20)).until(() -> loop.status().made() == 1);
    }

    @Test
    void aSilentSignalHasAReasonInsteadOfFigures() {
        send(0, 20, Duration.ZERO);
        now.set(at(61));

        FeatureSet features = told();

        assertThat(features.figures()).isEmpty();
        assertThat(features.reason()).contains("cover", "50 %");
    }
}
