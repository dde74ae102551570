package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.web.AgentStatus.SignalState;

class LiveValuesTest {

    private static final Machine PRESS = new Machine(ShownPlant.SITE, "press-1", "press");
    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private final Bus<Event> bus = new Bus<>();
    private Instant now = BEGIN;
    private final InstantSource clock = () -> now;

    private LiveValues values() {
        return new LiveValues(bus.subscribe("page", 10_000, Overflow.DROP_OLDEST), clock);
    }

    private static Signal signal(String name) {
        return new Signal(PRESS, name, ValueType.NUMBER, "bar");
    }

    private Reading reading(Signal signal, double value, int statusCode) {
        long nanos = ShownPlant.nanos(now);
        return new Reading(signal, new Value.Numeric(value), statusCode, nanos, nanos, nanos);
    }

    @Test
    void theNewestValueIsShownAndTheTrendHasOnePointASecond() {
        LiveValues values = values();
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 10; i++) {
                values.accept(List.of(reading(signal("p"), second * 10 + i, 0)));
                now = now.plusMillis(100);
            }
        }
        values.accept(List.of());

        SignalState state = values.snapshot().shown().getFirst();
        assertThat(state.value()).isEqualTo(new Value.Numeric(49));
        assertThat(state.trend()).hasSize(60).endsWith(10, 20, 30, 40, 49);
        assertThat(values.firstValue()).contains(BEGIN);
        assertThat(values.lastReceived(Set.of("press-1", "other"))).contains(now.minusMillis(100));
        assertThat(values.lastReceived(Set.of("other"))).isEmpty();
    }

    @Test
    void aBadReadingIsShownAsBadAndLeavesAGapInTheTrend() {
        LiveValues values = values();
        values.accept(List.of(reading(signal("p"), 1, 0)));
        now = now.plusSeconds(1);
        values.accept(List.of());
        values.accept(List.of(reading(signal("p"), 99, Reading.BAD_STATUS)));
        now = now.plusSeconds(1);
        values.accept(List.of());

        SignalState state = values.snapshot().shown().getFirst();
        assertThat(state.quality()).isEqualTo(Quality.BAD);
        assertThat(state.trend()).endsWith(1, Double.NaN);
    }

    @Test
    void moreSignalsThanThePageShowsAreCountedOnly() {
        LiveValues values = values();
        List<Event> readings = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            readings.add(reading(signal("s" + i), i, 0));
        }
        values.accept(readings);
        values.accept(readings);

        assertThat(values.snapshot().seen()).isEqualTo(10_000);
        assertThat(values.snapshot().shown()).hasSize(LiveValues.SHOWN);
    }

    @Test
    void readingsThatArePublishedAreSeenByTheThread() {
        try (LiveValues values = values()) {
            values.start();
            bus.publish(reading(signal("p"), 7, 0));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(values.snapshot().shown())
                            .extracting(SignalState::value)
                            .containsExactly(new Value.Numeric(7)));
        }
    }
}
