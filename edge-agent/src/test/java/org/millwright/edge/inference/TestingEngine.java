package org.millwright.edge.inference;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInput;

/** A turbofan engine that flies once a second of a clock that the test moves, under a loop with a real store of models. */
final class TestingEngine implements AutoCloseable {

    static final Machine ENGINE = Plant.machine("engine");
    static final String PLACE = "life:engine-1";

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000_000L;
    private static final double STRETCH = 0.3;

    private final Bus<Event> readings = new Bus<>();
    private final TestingIntake intake;
    private final AtomicReference<Instant> now = new AtomicReference<>(at(0, 0));
    private final List<LifeInput> inputs = LifeContract.read(
                    ModelBundle.read(TestingModels.TURBOFAN).contract())
            .inputs();
    private final PrognosisLoop loop;
    private int flights;

    /** A source that is up, as a loop asks for it. */
    private record Connected(String name) implements Source {

        @Override
        public void start() {}

        @Override
        public SourceStatus status() {
            return new SourceStatus.Up(Instant.EPOCH, List.of());
        }

        @Override
        public Map<String, Long> faults() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    TestingEngine(ModelStore models, Path configured) {
        this(models, configured, new TestingIntake(new Bus<>()), 0);
    }

    private TestingEngine(ModelStore models, Path configured, TestingIntake intake, int flights) {
        this.intake = intake;
        this.flights = flights;
        MachineInputs machine =
                new MachineInputs(ENGINE, Map.of(), signal -> new Connected("plc"), Duration.ofHours(1));
        this.loop = new PrognosisLoop(
                new PrognosisLoop.Place(PLACE, configured, List.of(machine), Duration.ofMinutes(1)),
                models,
                readings.subscribe("prognosis", 100_000, Overflow.DROP_OLDEST),
                intake,
                true,
                now::get);
        loop.start();
    }

    private static Instant at(int second, int millis) {
        return Instant.ofEpochSecond(Plant.START / SECOND + second).plusMillis(millis);
    }

    PrognosisStatus status() {
        return loop.status();
    }

    /** One flight, and what was said about it. */
    Prognosis fly() {
        long nanos = Plant.START + ++flights * SECOND;
        List<Reading> flight = new ArrayList<>();
        for (LifeInput input : inputs) {
            double value = input.name().equals("cycle")
                    ? flights
                    : input.mean() + STRETCH * input.deviation() * Math.sin(flights + inputs.indexOf(input));
            Signal signal = new Signal(ENGINE, input.name(), ValueType.NUMBER, input.unit());
            flight.add(new Reading(signal, new Value.Numeric(value), 0, nanos, nanos, nanos));
        }
        readings.publishAll(flight);
        now.set(at(flights, 600));
        return first(Prognosis.class, said -> said.timestampNanos() >= nanos);
    }

    /** Flies until it is so. */
    Prognosis fly(Predicate<Prognosis> wanted) {
        return await().atMost(SOON).until(this::fly, wanted);
    }

    /** The first of these that was or will be kept. */
    <E extends Event> E first(Class<E> type, Predicate<E> wanted) {
        return await().atMost(SOON)
                .until(() -> kept(type).filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    Notice notice(Notice.Kind kind) {
        return first(Notice.class, notice -> notice.kind() == kind);
    }

    <E extends Event> Stream<E> kept(Class<E> type) {
        return intake.kept().stream().filter(type::isInstance).map(type::cast);
    }

    /** The same engine under the next run of the agent, after so many flights that nobody saw. */
    TestingEngine restarted(ModelStore models, Path configured, int unseen) {
        readings.close();
        loop.finish();
        close();
        return new TestingEngine(models, configured, intake, flights + unseen);
    }

    @Override
    public void close() {
        loop.close();
    }
}
