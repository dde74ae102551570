package org.millwright.edge.rehearsal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.PrognosisConfig;
import org.millwright.edge.inference.AdvisoryLoop;
import org.millwright.edge.inference.ConditionLoop;
import org.millwright.edge.inference.Learner;
import org.millwright.edge.inference.MachineInputs;
import org.millwright.edge.inference.PrognosisLoop;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.hardware.inference.Trust;
import org.millwright.maintenance.advise.Advisor;

/**
 * The loops of a configuration as the agent has them, on a clock that stands until the next step is handed in and everyone has
 * dealt with the one before. NOT thread safe: stepped on one thread.
 */
final class Stages implements AutoCloseable {

    private static final int CAPACITY = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Bus<Event> bus = new Bus<>();
    private final List<Subscription<Event>> first = new ArrayList<>();
    private final Subscription<Event> advised;
    private final List<PrognosisLoop> prognoses = new ArrayList<>();
    private final ConditionLoop conditions;
    private final AdvisoryLoop advisories;
    private final Path models;
    private volatile Instant now;

    /** @param models an empty folder for the versions of models; gone at the end */
    Stages(AgentConfig config, Path models, Instant start, PrintStream out) {
        this.models = models;
        this.now = start;
        Findings findings = new Findings(bus, out);
        ModelStore store = new ModelStore(
                models, Trust.of(config.models().trustedKeys(), config.models().signatureRequired()), () -> now);
        Map<String, List<PrognosisConfig>> byPlace = config.prognoses().stream()
                .collect(Collectors.groupingBy(PrognosisConfig::place, LinkedHashMap::new, Collectors.toList()));
        byPlace.forEach((place, its) -> prognoses.add(new PrognosisLoop(
                new PrognosisLoop.Place(
                        place,
                        its.getFirst().model(),
                        its.stream().map(Stages::inputs).toList(),
                        its.getFirst().deadline()),
                store,
                readings("prognosis-" + place),
                findings,
                false,
                () -> now)));
        conditions =
                new ConditionLoop(config.conditions(), readings("condition"), findings, () -> now, Learner.atOnce());
        advised = bus.subscribe(
                "advisory",
                CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Prognosis || event instanceof Condition);
        Advisor advisor =
                new Advisor(config.advice().calendar(), config.advice().job());
        Map<String, String> parts = config.prognoses().stream()
                .collect(Collectors.toMap(prognosis -> prognosis.machine().name(), PrognosisConfig::part));
        advisories = new AdvisoryLoop(advisor, parts, advised, findings, () -> now);
        prognoses.forEach(PrognosisLoop::start);
        conditions.start();
        advisories.start();
    }

    private static MachineInputs inputs(PrognosisConfig config) {
        AlwaysUp source = new AlwaysUp("rehearsal");
        return new MachineInputs(config.machine(), config.inputs(), signal -> source, config.staleAfter());
    }

    private Subscription<Event> readings(String name) {
        Subscription<Event> readings =
                bus.subscribe(name, CAPACITY, Overflow.DROP_OLDEST, event -> event instanceof Reading);
        first.add(readings);
        return readings;
    }

    /** Sets the clock, hands the readings of that time over and returns when every stage has dealt with them. */
    void step(Instant at, List<Reading> readings) throws InterruptedException {
        now = at;
        bus.publishAll(readings);
        for (Subscription<Event> stage : first) {
            mustBeIdle(stage);
        }
        mustBeIdle(advised);
    }

    private static void mustBeIdle(Subscription<Event> stage) throws InterruptedException {
        if (!stage.awaitIdle(PATIENCE) || stage.counts().dropped() > 0) {
            throw new IllegalStateException(
                    stage.name() + " is not done after " + PATIENCE + ", or dropped readings: " + stage.counts());
        }
    }

    @Override
    public void close() {
        bus.close();
        prognoses.forEach(PrognosisLoop::close);
        conditions.close();
        advisories.close();
        try (Stream<Path> files = Files.walk(models)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
