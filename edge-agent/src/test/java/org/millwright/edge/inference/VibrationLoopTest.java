package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.inference.ShakenBearing.PER_MINUTE;
import static org.millwright.edge.inference.ShakenBearing.RATE_HERTZ;
import static org.millwright.edge.inference.ShakenBearing.SAMPLES;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.config.VibrationConfig;
import org.millwright.edge.config.VibrationConfig.Figure;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.signal.Vibration.Diagnosis;
import org.millwright.edge.waveform.NewestRecordings;
import org.millwright.edge.waveform.Recording;
import org.millwright.edge.waveform.Recording.Content;

final class VibrationLoopTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Channel CHANNEL = new Channel(Plant.machine("spindle"), "vibration", "g");
    private static final Signal SPEED = Plant.signal("spindle", "speed", ValueType.NUMBER);
    private static final VibrationConfig USUAL =
            config(new Figure.Fixed(RATE_HERTZ), new Figure.Told("speed"), OptionalDouble.empty());

    private final Bus<Event> readings = new Bus<>();
    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private final NewestRecordings recordings = new NewestRecordings();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(0, Plant.START));
    private @Nullable VibrationLoop loop;
    private int made;

    private static VibrationConfig config(Figure rate, Figure speed, OptionalDouble highestRms) {
        return new VibrationConfig(
                CHANNEL,
                "front bearing",
                rate,
                speed,
                ShakenBearing.ORDERS,
                OptionalInt.of(SAMPLES),
                highestRms,
                OptionalDouble.empty(),
                Duration.ofSeconds(5));
    }

    private VibrationLoop start(VibrationConfig config) {
        VibrationLoop started = new VibrationLoop(
                List.of(new VibrationLoop.Wanted(config, Optional.empty())),
                recordings,
                readings.subscribe("vibration", 10_000, Overflow.DROP_OLDEST, event -> true),
                intake,
                now::get);
        loop = started;
        started.start();
        return started;
    }

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    private void turn(double perMinute, long atNanos) {
        readings.publishAll(List.of(new Reading(SPEED, new Value.Numeric(perMinute), 0, atNanos, atNanos, atNanos)));
    }

    /** Ten seconds after the one before. */
    private long nextNanos() {
        return Plant.START + 10 * SECOND * ++made;
    }

    private void record(Content content, int status, long atNanos) {
        recordings.take(new Recording(CHANNEL, content, status, atNanos, atNanos));
    }

    /** Waits for what it says; the clock is late enough that nothing more is waited for. */
    private Vibration said(Content content, int status) {
        long at = nextNanos();
        int before = intake.kept().size();
        now.set(Instant.ofEpochSecond(0, at + SECOND));
        record(content, status, at);
        await().atMost(Duration.ofSeconds(30)).until(() -> intake.kept().size() > before);
        return (Vibration) intake.kept().getLast();
    }

    private Vibration said(double[] samples) {
        return said(new Content.Samples(samples), 0);
    }

    private VibrationStatus status() {
        return java.util.Objects.requireNonNull(loop).status().getFirst();
    }

    private void assertAccountedFor(long received) {
        VibrationStatus status = status();
        assertThat(status.received()).isEqualTo(received);
        assertThat(sum(status.answers().values()) + sum(status.dropped().values()) + status.waiting())
                .isEqualTo(received);
        assertThat(sum(status.uncertain().values())).isEqualTo(status.answers().getOrDefault("uncertain", 0L));
    }

    private static long sum(java.util.Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void aDamagedInnerRaceIsNamedAndStandsOnceMostWaveformsAgree() {
        start(USUAL);
        turn(PER_MINUTE, Plant.START);

        Vibration first = said(ShakenBearing.innerRace(1));
        said(ShakenBearing.innerRace(2));
        Vibration third = said(ShakenBearing.innerRace(3));

        assertThat(first.diagnosis()).isEqualTo(Diagnosis.INNER_RACE);
        assertThat(first.trace().orElseThrow().hertz()).isCloseTo(ShakenBearing.ORDERS.inner() * 30, within(1.5));
        assertThat(first.reason()).contains("inner race: BPFI stands out by");
        assertThat(first.figures().orElseThrow().kurtosis()).isGreaterThan(3.5);
        assertThat(first.levels().orElseThrow().bandDecibels()).hasSize(12);
        assertThat(first.shaftPerMinute()).isEqualTo(PER_MINUTE);
        assertThat(first.standing()).isEmpty();
        assertThat(first.health()).isEqualTo(Prognosis.Health.NORMAL);
        assertThat(third.standing().orElseThrow().diagnosis()).isEqualTo(Diagnosis.INNER_RACE);
        assertThat(third.standing().orElseThrow().agreeing()).isEqualTo(3);
        assertThat(third.health()).isEqualTo(Prognosis.Health.MAINTENANCE_REQUIRED);
        assertAccountedFor(3);
    }

    @Test
    void aHealthyBearingHasFiguresAndNoFault() {
        start(USUAL);
        turn(PER_MINUTE, Plant.START);

        Vibration vibration = said(ShakenBearing.healthy(1));

        assertThat(vibration.diagnosis()).isEqualTo(Diagnosis.NONE);
        assertThat(vibration.figures().orElseThrow().rms()).isCloseTo(0.2, within(0.01));
        assertThat(vibration.figures().orElseThrow().kurtosis()).isCloseTo(3, within(0.2));
        assertThat(vibration.health()).isEqualTo(Prognosis.Health.NORMAL);
        assertThat(vibration.standing()).isEmpty();
    }

    @Test
    void everyWaveformThatAllowsNoAnswerSaysWhyAndIsCounted() {
        start(USUAL);
        Vibration noSpeed = said(ShakenBearing.healthy(1));
        turn(PER_MINUTE, Plant.START + 11 * SECOND);
        double[] broken = ShakenBearing.healthy(2);
        broken[17] = Double.NaN;
        double[] constant = new double[SAMPLES];
        Arrays.fill(constant, 4.2);
        double[] clipped = Arrays.stream(ShakenBearing.healthy(3))
                .map(sample -> Math.clamp(sample, -0.3, 0.3))
                .toArray();

        assertThat(noSpeed.reason()).isEqualTo("the speed of the shaft is not known");
        assertThat(noSpeed.figures()).isPresent();
        assertThat(said(broken).reason()).isEqualTo("1 of 12000 samples are not finite");
        assertThat(said(constant).reason()).isEqualTo("all samples are 4.2 g");
        assertThat(said(clipped).reason()).contains("lie exactly at", "the sensor's range is too small");
        assertThat(said(new double[100]).reason()).isEqualTo("100 samples came, where the configuration says 12000");
        assertThat(said(new double[0]).cause()).isEqualTo("wrong_length");
        assertThat(said(new Content.Unreadable("the server sends one Double"), 0)
                        .reason())
                .isEqualTo("the server sends one Double");
        assertThat(said(new Content.Samples(ShakenBearing.healthy(4)), Reading.BAD_STATUS)
                        .cause())
                .isEqualTo("bad_quality");
        assertThat(status().uncertain())
                .containsOnlyKeys(
                        "speed_unknown",
                        "not_finite",
                        "constant",
                        "clipped",
                        "wrong_length",
                        "unreadable",
                        "bad_quality");
        assertThat(status().lastAnswer()).isEmpty();
        assertAccountedFor(8);
    }

    @Test
    void aSpeedThatChangesDuringTheRecordingAllowsNoAnswer() {
        start(USUAL);
        turn(PER_MINUTE, Plant.START);
        turn(1.05 * PER_MINUTE, Plant.START + 10 * SECOND - SECOND / 2);

        Vibration unsteady = said(ShakenBearing.innerRace(1));
        Vibration steadyAgain = said(ShakenBearing.healthy(2));

        assertThat(unsteady.cause()).isEqualTo("speed_unsteady");
        assertThat(unsteady.reason()).contains("went from 1800 to 1890/min");
        assertThat(steadyAgain.diagnosis()).isEqualTo(Diagnosis.NONE);
        assertThat(steadyAgain.shaftPerMinute()).isEqualTo(1.05 * PER_MINUTE);
    }

    @Test
    void theSpeedIsThatOfTheRecordingNotTheNewest() {
        start(USUAL);
        turn(PER_MINUTE, Plant.START);
        turn(600, Plant.START + 11 * SECOND);

        assertThat(said(ShakenBearing.innerRace(1)).shaftPerMinute()).isEqualTo(PER_MINUTE);
    }

    @Test
    void aRateTooLowForTheFaultFrequencyIsSaid() {
        start(config(new Figure.Fixed(RATE_HERTZ), new Figure.Fixed(18_000), OptionalDouble.empty()));

        Vibration vibration = said(ShakenBearing.healthy(1));

        assertThat(vibration.cause()).isEqualTo("sampled_too_slowly");
        assertThat(vibration.reason()).contains("12000 samples a second, at least 19495 are needed");
    }

    @Test
    void aRateThatNobodyHasToldIsSaid() {
        start(config(new Figure.Told("rate"), new Figure.Fixed(PER_MINUTE), OptionalDouble.empty()));

        assertThat(said(ShakenBearing.healthy(1)).cause()).isEqualTo("rate_unknown");
    }

    @Test
    void aLimitThatIsExceededIsOutOfSpecification() {
        start(config(new Figure.Fixed(RATE_HERTZ), new Figure.Fixed(PER_MINUTE), OptionalDouble.of(0.1)));

        Vibration vibration = said(ShakenBearing.healthy(1));

        assertThat(vibration.health()).isEqualTo(Prognosis.Health.OUT_OF_SPECIFICATION);
        assertThat(vibration.reason()).startsWith("RMS 0.").contains("g is above its limit of 0.1");
    }

    @Test
    void oneThatIsSentAgainIsNotExaminedTwiceNotEvenAfterARestart() {
        start(USUAL);
        turn(PER_MINUTE, Plant.START);
        said(ShakenBearing.innerRace(1));
        long at = Plant.START + 10 * SECOND * made;

        record(new Content.Samples(ShakenBearing.innerRace(1)), 0, at);
        await().atMost(Duration.ofSeconds(20)).until(() -> status().dropped().containsKey("repeated"));
        assertAccountedFor(2);
        stop();
        VibrationLoop later = start(USUAL);
        record(new Content.Samples(ShakenBearing.innerRace(1)), 0, at);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> later.status().getFirst().dropped().containsKey("repeated"));
        assertThat(intake.kept()).hasSize(1);
    }
}
