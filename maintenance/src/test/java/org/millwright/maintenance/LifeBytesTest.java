package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was seen of a life, through bytes and back, under the shipped models. */
final class LifeBytesTest {

    private static final Path MODELS = Path.of("models");
    private static final long STEP = Duration.ofMinutes(1).toNanos();

    private final SplittableRandom random = new SplittableRandom(3);
    private RemainingLifeModel turbofan;
    private RemainingLifeModel bearing;
    private long nowNanos = Duration.ofDays(20_000).toNanos();

    @BeforeEach
    void open() {
        turbofan = RemainingLifeModel.open(MODELS.resolve("fd001"));
        bearing = RemainingLifeModel.open(MODELS.resolve("bearing"));
    }

    @AfterEach
    void close() {
        turbofan.close();
        bearing.close();
    }

    /** All inputs at one moment, near what the model was trained on. */
    private Optional<Outlook> feed(LifeWatch watch, LifeContract contract, double axis, double phase) {
        nowNanos += STEP;
        for (LifeInput input : contract.inputs()) {
            double value = input.name().equals(contract.axis().input())
                    ? axis
                    : input.mean()
                            + 0.3
                                    * input.deviation()
                                    * Math.sin(phase + input.name().hashCode());
            watch.accept(new Sample.Usable(input.name(), value, nowNanos, nowNanos));
        }
        return watch.advance(nowNanos);
    }

    @Test
    void anEngineThatReportsOnceAFlightGoesOnAsIfNothingHadBeen() {
        LifeWatch watch = new LifeWatch(turbofan, Duration.ZERO);
        int cut = 20 + random.nextInt(100);
        for (int flight = 1; flight <= cut; flight++) {
            feed(watch, turbofan.contract(), flight, flight);
        }
        LifeWatch restored = LifeWatch.of(turbofan, Duration.ZERO, watch.toBytes());

        assertThat(restored.assembler().window().steps())
                .isEqualTo(watch.assembler().window().steps());
        for (int flight = cut + 1; flight < cut + 50; flight++) {
            long moment = nowNanos;
            Optional<Outlook> expected = feed(watch, turbofan.contract(), flight, flight);
            nowNanos = moment;
            assertThat(feed(restored, turbofan.contract(), flight, flight)).isEqualTo(expected);
        }
        assertThat(restored.toBytes()).isEqualTo(watch.toBytes());
    }

    @Test
    void aMachineWithAnHourMeterLosesTheStepInWhichTheAgentWasRestartedAndNoMore() {
        LifeContract contract = bearing.contract();
        double step = contract.axis().step();
        LifeWatch watch = new LifeWatch(bearing, Duration.ZERO);
        double hours = 100;
        for (int i = 0; i < 195; i++, hours += step / 10) {
            feed(watch, contract, hours, 1);
        }
        LifeWatch restored = LifeWatch.of(bearing, Duration.ZERO, watch.toBytes());
        for (int i = 0; i < 30; i++, hours += step / 10) {
            long moment = nowNanos;
            feed(watch, contract, hours, 1);
            nowNanos = moment;
            feed(restored, contract, hours, 1);
        }

        List<Step> with = watch.assembler().window().steps();
        List<Step> after = restored.assembler().window().steps();
        assertThat(after.stream().map(Step::index))
                .isEqualTo(with.stream().map(Step::index).toList());
        assertThat(after.stream().filter(Step.Unusable.class::isInstance).count()
                        - with.stream().filter(Step.Unusable.class::isInstance).count())
                .isEqualTo(1);
        assertThat(after.getLast()).isEqualTo(with.getLast());
    }

    @Test
    void aSourceThatIsDownAfterTheRestartTakesNothingFromWhatWasSeen() {
        LifeWatch watch = new LifeWatch(turbofan, Duration.ZERO);
        for (int flight = 1; flight <= 40; flight++) {
            feed(watch, turbofan.contract(), flight, flight);
        }
        LifeWatch restored = LifeWatch.of(turbofan, Duration.ZERO, watch.toBytes());
        long lastFlight = nowNanos;

        for (LifeInput input : turbofan.contract().inputs()) {
            restored.lose(input.name(), "source plc is down", nowNanos + STEP);
        }
        Outlook down = restored.advance(nowNanos + STEP).orElseThrow();

        assertThat(down.remainingLife()).isNaN();
        assertThat(down.reason()).contains("source plc is down");
        assertThat(down.sourceNanos()).isEqualTo(lastFlight);
        nowNanos += STEP;
        assertThat(feed(restored, turbofan.contract(), 41, 41).orElseThrow().remainingLife())
                .isFinite();
        assertThat(restored.assembler().window().usable()).isEqualTo(41);
    }

    @Test
    void whatArrivesWithAnOlderTimeThanTheAxisDoesNotSpoilTheStepThatWasOpen() {
        LifeContract contract = turbofan.contract();
        LifeWatch watch = new LifeWatch(turbofan, Duration.ZERO);
        for (int flight = 1; flight <= 40; flight++) {
            feed(watch, contract, flight, flight);
        }
        LifeWatch restored = LifeWatch.of(turbofan, Duration.ZERO, watch.toBytes());

        LifeInput old = contract.inputs().stream()
                .filter(input -> !input.name().equals(contract.axis().input()))
                .findFirst()
                .orElseThrow();
        restored.accept(new Sample.Usable(old.name(), old.mean(), nowNanos - 10 * STEP, nowNanos));
        restored.advance(nowNanos);
        feed(restored, contract, 41, 41);

        assertThat(restored.assembler().window().usable()).isEqualTo(41);
    }

    @Test
    void aPartThatWasReplacedMeanwhileBeginsALifeOfItsOwn() {
        LifeWatch watch = new LifeWatch(turbofan, Duration.ZERO);
        for (int flight = 1; flight <= 40; flight++) {
            feed(watch, turbofan.contract(), flight, flight);
        }
        LifeWatch restored = LifeWatch.of(turbofan, Duration.ZERO, watch.toBytes());

        Outlook first = feed(restored, turbofan.contract(), 1, 1).orElseThrow();

        assertThat(first.reason()).contains("too little history: 1 of", "since a part was replaced");
        assertThat(restored.restarts()).isEqualTo(1);
    }

    @Test
    void bytesThatAreDamagedOrOfAnotherModelAreRefusedInWords() {
        LifeWatch watch = new LifeWatch(turbofan, Duration.ZERO);
        for (int flight = 1; flight <= 40; flight++) {
            feed(watch, turbofan.contract(), flight, flight);
        }
        byte[] seen = watch.toBytes();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifeWatch.of(bearing, Duration.ZERO, seen))
                .withMessageContaining("it counts steps of 1.0 cycles")
                .withMessageContaining("the model steps of 0.25 h");
        for (int length = 0; length < seen.length; length += 1 + random.nextInt(200)) {
            byte[] cut = Arrays.copyOf(seen, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LifeWatch.of(turbofan, Duration.ZERO, cut))
                    .withMessageContaining("damaged");
        }
    }

    @Test
    void flippedBytesAreRefusedOrReadAndNeverAskForAllMemory() {
        LifeWatch watch = new LifeWatch(turbofan, Duration.ZERO);
        for (int flight = 1; flight <= 40; flight++) {
            feed(watch, turbofan.contract(), flight, flight);
        }
        byte[] seen = watch.toBytes();
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] flipped = seen.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                LifeWatch.of(turbofan, Duration.ZERO, flipped);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 499);
    }
}
