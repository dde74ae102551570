package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.inference.TestingPress.PRESS;
import static org.millwright.edge.inference.TestingPress.grade;
import static org.millwright.edge.inference.TestingPress.number;

import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;

/** What a diagnosing model that comes later is told. */
final class BelievedReadingsTest {

    private static final long SECOND = 1_000_000_000L;

    private final BelievedReadings latest = new BelievedReadings();

    private void read(Reading reading) {
        if (latest.believes(reading)) {
            latest.keep(reading);
        }
    }

    private static long at(int second) {
        return Plant.START + second * SECOND;
    }

    private static Reading anHourBack(Reading reading) {
        long received = reading.receivedNanos();
        return new Reading(reading.signal(), reading.value(), 0, received - 3_600 * SECOND, received, received);
    }

    @Test
    void theNewestOfEachSignalIsToldInTheOrderOfTheirTimes() {
        read(grade("M", at(1)));
        read(number("torque", "Nm", 30, at(3)));
        read(number("torque", "Nm", 29, at(2)));
        assertThat(latest.of(PRESS)).containsExactly(grade("M", at(1)), number("torque", "Nm", 30, at(3)));
        assertThat(latest.untimed(PRESS)).isEmpty();
    }

    @Test
    void whatIsFarAheadIsNotTold() {
        for (int i = 0; i < 10; i++) {
            read(number("torque", "Nm", 30, at(i)));
        }
        read(TestingPress.ahead(at(10)));
        assertThat(latest.of(PRESS)).containsExactly(number("torque", "Nm", 30, at(9)));
    }

    @Test
    void afterAClockThatWasSetBackOldTimesAreForgotten() {
        read(grade("M", at(0)));
        read(number("speed", "1/min", 1_600, at(0)));
        read(number("torque", "Nm", 30, at(0)));
        read(anHourBack(grade("L", at(1))));
        for (int i = 1; i <= 12; i++) {
            read(anHourBack(number("torque", "Nm", 31, at(i))));
        }
        assertThat(latest.of(PRESS))
                .containsExactly(anHourBack(grade("L", at(1))), anHourBack(number("torque", "Nm", 31, at(12))));
        assertThat(latest.untimed(PRESS)).containsExactly(number("speed", "1/min", 1_600, at(0)));
        read(anHourBack(number("speed", "1/min", 1_500, at(13))));
        assertThat(latest.untimed(PRESS)).isEmpty();
    }
}
