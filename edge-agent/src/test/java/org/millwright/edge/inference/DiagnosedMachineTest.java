package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.inference.TestingPress.MODES;
import static org.millwright.edge.inference.TestingPress.USUAL;
import static org.millwright.edge.inference.TestingPress.grade;
import static org.millwright.edge.inference.TestingPress.number;
import static org.millwright.edge.inference.TestingPress.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.SourceStatus;
import org.millwright.maintenance.diagnosis.DiagnosisModel;

/** One machine, second by second, without a loop. */
final class DiagnosedMachineTest {

    private static final long SECOND = 1_000_000_000L;

    private final DiagnosisModel model = DiagnosisModel.open(MODES);
    private final DiagnosedMachine machine = new DiagnosedMachine(
            USUAL,
            TestingPress.inputs(USUAL, () -> new SourceStatus.Up(Instant.EPOCH, List.of())),
            model,
            () -> Instant.EPOCH);
    private boolean closed;
    private long outdated;

    @AfterEach
    void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }

    private static long at(int second) {
        return Plant.START + second * SECOND;
    }

    private void read(List<Reading> readings) {
        for (Reading reading : readings) {
            machine.accept(reading).ifPresent(left -> {
                assertThat(left.reason()).isEqualTo("outdated");
                outdated += left.count();
            });
        }
    }

    private Optional<DiagnosedMachine.Asked> asked(int second) {
        return machine.ask(at(second) + 600_000_000L);
    }

    private String word(int second) {
        return asked(second).orElseThrow().finding().answer().word();
    }

    private static Reading stamped(Reading reading, long sourceNanos) {
        long received = reading.receivedNanos();
        return new Reading(reading.signal(), reading.value(), 0, sourceNanos, received, received);
    }

    private static List<Reading> anHourBack(List<Reading> readings) {
        return readings.stream()
                .map(reading -> stamped(reading, reading.receivedNanos() - 3_600 * SECOND))
                .toList();
    }

    @Test
    void theSameValuesAreAskedOnceUnlessTheModelFailed() {
        read(record(62, 60, "M", at(1)));
        assertThat(asked(1).orElseThrow().anew()).isTrue();
        assertThat(asked(2).orElseThrow().anew()).isFalse();

        close();
        read(record(30, 60, "M", at(3)));
        for (int second = 3; second < 6; second++) {
            DiagnosedMachine.Asked failed = asked(second).orElseThrow();
            assertThat(failed.finding().failed()).isTrue();
            assertThat(failed.anew())
                    .as("it may have been for that moment only")
                    .isTrue();
        }
    }

    @Test
    void whichProductItIsHoldsOverAClockThatIsSetBack() {
        read(record(48, 60, "L", at(1)));
        assertThat(word(1)).isEqualTo("overload");
        setBack(1);
        assertThat(word(20)).isEqualTo("overload");
    }

    @Test
    void theProductThatWasToldWhileTheClockWasFoundToBeSetBackIsTheOneThatHolds() {
        read(record(48, 60, "L", at(1)));
        assertThat(word(1)).isEqualTo("overload");
        read(anHourBack(List.of(grade("H", at(2)))));
        setBack(2);
        assertThat(word(20)).isEqualTo("none");
    }

    /** Until a second in which it is known, and for some more. */
    private void setBack(int from) {
        for (int second = from + 1; second < 20; second++) {
            read(anHourBack(record(48, 60, "", at(second)).subList(0, 3)));
            var _ = asked(second);
        }
        read(anHourBack(record(48, 60, "", at(20)).subList(0, 3)));
    }

    @Test
    void whatWaitedWhenTheClockWasSetBackIsCountedToo() {
        read(record(30, 60, "M", at(1)));
        assertThat(asked(1)).isPresent();
        read(List.of(stamped(number("torque", "Nm", 31, at(2)), at(50))));
        assertThat(outdated).isZero();
        int older = 0;
        for (int second = 3; second <= 13; second++) {
            read(anHourBack(List.of(number("speed", "1/min", 1_600, at(second)))));
            older++;
        }
        assertThat(outdated)
                .as("all but the one by which it was known, and the one that waited")
                .isEqualTo(older - 1 + 1);
    }

    @Test
    void aCategoryFromBeforeTheClockWasSetBackIsRememberedAndANumberIsNot() {
        for (Reading reading : record(30, 60, "L", at(100))) {
            machine.remember(reading);
        }
        read(record(48, 60, "", at(1)).subList(1, 3));
        assertThat(asked(1).orElseThrow().finding().answer())
                .isEqualTo(new Answer.Uncertain("missing", "Torque was not read yet"));
        read(record(48, 60, "", at(2)).subList(0, 3));
        assertThat(word(2)).isEqualTo("overload");
    }
}
