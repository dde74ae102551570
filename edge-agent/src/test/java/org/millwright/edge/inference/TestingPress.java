package org.millwright.edge.inference;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.config.DiagnosisConfig.Agreement;
import org.millwright.edge.config.DiagnosisConfig.Limits;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;

/** A press that is read once a second of a clock that the test moves, under a loop with a real store of models. */
final class TestingPress implements AutoCloseable {

    static final Machine PRESS = Plant.machine("press");
    static final String PLACE = "diagnosis:press-1";
    static final Path MODES = TestingModels.PRESS;
    static final Path WEAR = Path.of("src/test/resources/models/wear");

    static final DiagnosisConfig USUAL = config(MODES, Limits.NONE, Map.of(), Set.of());

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000_000L;

    private final Bus<Event> readings = new Bus<>();
    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private volatile Instant now = at(0, 0);
    private volatile SourceStatus source = new SourceStatus.Up(Instant.EPOCH, List.of());
    private final DiagnosisLoop loop;
    private int seconds;

    /** A source of which the test says how it is. */
    private record Told(String name, Supplier<SourceStatus> said) implements Source {

        @Override
        public void start() {}

        @Override
        public SourceStatus status() {
            return said.get();
        }

        @Override
        public Map<String, Long> faults() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    TestingPress(ModelStore models, DiagnosisConfig config) {
        MachineInputs inputs = inputs(config, () -> source);
        this.loop = new DiagnosisLoop(
                new DiagnosisLoop.Place(PLACE, config.model(), List.of(new DiagnosisLoop.Wanted(config, inputs))),
                models,
                readings.subscribe("diagnosis", 100_000, Overflow.DROP_OLDEST),
                intake,
                true,
                () -> now);
        loop.start();
    }

    /** From one source. */
    static MachineInputs inputs(DiagnosisConfig config, Supplier<SourceStatus> source) {
        return new MachineInputs(PRESS, config.inputs(), signal -> new Told("plc", source), config.staleAfter());
    }

    static DiagnosisConfig config(
            Path model, Limits limits, Map<String, Map<String, String>> categories, Set<String> healthy) {
        return new DiagnosisConfig(
                PLACE,
                PRESS,
                model,
                Map.of("Torque", "torque", "Speed", "speed", "Oil temperature", "oil-temperature", "Grade", "grade"),
                categories,
                healthy,
                0.5,
                limits,
                Duration.ofSeconds(1),
                new Agreement(3, 5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5));
    }

    static Limits highest(double limit) {
        return new Limits(OptionalDouble.empty(), OptionalDouble.of(limit));
    }

    private static Instant at(long second, int millis) {
        return Instant.ofEpochSecond(Plant.START / SECOND + second).plusMillis(millis);
    }

    long nanos() {
        return Plant.START + seconds * SECOND;
    }

    static Reading number(String name, String unit, double value, long nanos) {
        Signal signal = new Signal(PRESS, name, ValueType.NUMBER, unit);
        return new Reading(signal, new Value.Numeric(value), 0, nanos, nanos, nanos);
    }

    static Reading grade(String grade, long nanos) {
        Signal signal = new Signal(PRESS, "grade", ValueType.TEXT, "");
        return new Reading(signal, new Value.Text(grade), 0, nanos, nanos, nanos);
    }

    /** Torque, stamped an hour later than it was received. */
    static Reading ahead(long nanos) {
        Reading later = number("torque", "Nm", 62, nanos + 3_600 * SECOND);
        return new Reading(later.signal(), later.value(), 0, later.sourceNanos(), nanos, nanos);
    }

    /** All four, of one moment. */
    static List<Reading> record(double torque, double oil, String grade, long nanos) {
        return List.of(
                number("torque", "Nm", torque, nanos),
                number("speed", "1/min", 1_600, nanos),
                number("oil-temperature", "degC", oil, nanos),
                grade(grade, nanos));
    }

    /** A second later with these readings, at the time that it is then, and what was said. */
    Diagnosis said(LongFunction<List<Reading>> read) {
        seconds++;
        readings.publishAll(List.copyOf(read.apply(nanos())));
        return settled();
    }

    /** The same, not waiting for what is said; the loop's time goes on all the same. */
    void saidAtAnyTime(LongFunction<List<Reading>> read) {
        seconds++;
        readings.publishAll(List.copyOf(read.apply(nanos())));
        now = at(seconds, 600);
    }

    Diagnosis said(double torque, double oil, String grade) {
        return said(nanos -> record(torque, oil, grade, nanos));
    }

    /** The same with one of the readings changed. */
    Diagnosis saidWith(String signal, UnaryOperator<Reading> change) {
        return said(nanos -> record(30, 60, "M", nanos).stream()
                .map(reading -> reading.signal().name().equals(signal) ? change.apply(reading) : reading)
                .toList());
    }

    /** As many seconds later with no readings at all. */
    Diagnosis later(int more) {
        seconds += more;
        return settled();
    }

    private Diagnosis settled() {
        now = at(seconds, 600);
        return await().atMost(SOON)
                .until(
                        () -> status().last(),
                        last -> last.filter(said -> said.timestampNanos() >= nanos())
                                .isPresent())
                .orElseThrow();
    }

    void disconnected(Duration since) {
        source = new SourceStatus.Connecting(now.minus(since), "no answer", 1, now);
    }

    void connected() {
        source = new SourceStatus.Up(now, List.of());
    }

    DiagnosisStatus status() {
        return loop.status().getFirst();
    }

    <E extends Event> List<E> kept(Class<E> type) {
        List<E> found = new ArrayList<>();
        intake.kept().stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }

    /** The first of these that was or will be kept. */
    <E extends Event> E first(Class<E> type, Predicate<E> wanted) {
        return await().atMost(SOON)
                .until(() -> kept(type).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The rows, once there are so many. */
    List<Diagnosis> rows(int count) {
        return await().atMost(SOON).until(() -> kept(Diagnosis.class), rows -> rows.size() == count);
    }

    @Override
    public void close() {
        loop.close();
    }
}
