package org.millwright.edge;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.config.PrognosisConfig;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.inference.AdvisoryLoop;
import org.millwright.edge.inference.ConditionLoop;
import org.millwright.edge.inference.DiagnosisLoop;
import org.millwright.edge.inference.Learner;
import org.millwright.edge.inference.PrognosisLoop;
import org.millwright.edge.inference.VibrationLoop;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.journal.Journal;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.sink.InfluxSink;
import org.millwright.edge.sink.SinkSettings;
import org.millwright.edge.store.EmbeddedStore;
import org.millwright.edge.waveform.NewestRecordings;
import org.millwright.edge.web.AgentStatus;
import org.millwright.edge.web.LastParts;
import org.millwright.edge.web.LiveValues;
import org.millwright.edge.web.WebServer;
import org.millwright.maintenance.advise.Advisor;

/**
 * The composition root, as the picture in the README: source → journal → sink, and source → bus → inference → journal.
 *
 * <p>What can fail because of this gateway (a port taken, a folder that cannot be written) fails in {@link #start}, in one
 * sentence and with nothing left running. What can fail because of the plant never does: it is retried and shown.
 */
public final class EdgeAgent implements AutoCloseable {

    /** Readings that a loop may be behind; some ten seconds of the largest plant. */
    static final int READINGS_CAPACITY = 100_000;
    /** Prognoses and conditions that the advice may be behind; the newest of each machine is what counts. */
    private static final int FINDINGS_CAPACITY = 10_000;

    private static final int PAGE_CAPACITY = 20_000;

    private final AgentConfig config;
    private final InstantSource clock;
    private final Running running = new Running();

    private final Bus<Event> bus = new Bus<>();
    private final Journal journal;
    private final Intake intake;
    private final OwnClock ownClock;
    private final NewestRecordings recordings = new NewestRecordings();
    private final Sources sources;
    private final LastParts lastParts = new LastParts();
    private @Nullable WebServer web;
    private @Nullable StatusView view;
    private Optional<ConditionLoop> conditions = Optional.empty();
    private List<PrognosisLoop> prognoses = List.of();

    /** Builds, starts and returns a running agent; throws an unchecked exception with one sentence when it cannot. */
    public static EdgeAgent start(AgentConfig config, InstantSource clock) {
        EdgeAgent agent = new EdgeAgent(config, clock);
        try {
            agent.begin();
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
        return agent;
    }

    private EdgeAgent(AgentConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.journal = running.add(Journal.open(config.journal(), clock));
        this.intake = new Reception(journal, bus);
        this.ownClock = running.add(new OwnClock(config.site(), intake, clock, System::nanoTime));
        this.sources = new Sources(config, intake, recordings, clock);
    }

    /** Whoever listens is there before anyone speaks: the sink first, the sources last, cameras after the models. */
    private void begin() {
        Instant startedAt = clock.instant();
        Optional<EmbeddedStore> store = embeddedStore();
        InfluxSink sink = sink(store);
        Subscription<Event> page = bus.subscribe("page", PAGE_CAPACITY, Overflow.DROP_OLDEST, EdgeAgent::isLive);
        LiveValues liveValues = running.add(new LiveValues(page, clock));
        ModelStore models = ModelPlaces.store(config.models(), clock);
        Inspections inspections = new Inspections(config, sources, bus, intake, models, lastParts, clock, running);
        prognoses = new Prognoses(config, sources, bus, intake, models, clock, running).loops();
        conditions = conditions();
        Optional<VibrationLoop> vibrations = vibrations();
        List<DiagnosisLoop> diagnoses = new Diagnoses(config, sources, bus, intake, models, clock, running).loops();
        AdvisoryLoop advisories = advisories();
        StatusView shown = new StatusView(
                config,
                clock,
                startedAt,
                bus,
                sources,
                inspections,
                prognoses,
                conditions,
                vibrations,
                diagnoses,
                advisories,
                journal,
                ownClock,
                sink,
                store,
                liveValues,
                new CpuLoad());
        view = shown;
        web = running.add(new WebServer(
                config.web(),
                shown::look,
                shown::accounts,
                lastParts,
                Optional.of(inspections.access()),
                conditions.map(loop -> loop::learnAnew)));
        web.start();

        journal.start();
        ownClock.start();
        sink.start();
        liveValues.start();
        inspections.start();
        prognoses.forEach(PrognosisLoop::start);
        conditions.ifPresent(ConditionLoop::start);
        vibrations.ifPresent(VibrationLoop::start);
        diagnoses.forEach(DiagnosisLoop::start);
        advisories.start();
        sources.startReading();
        inspections.awaitModels();
        sources.startCameras();
    }

    /** What was fetched from a history afterwards is stored, and tells nobody how the machine is now. */
    static boolean isLive(Event event) {
        return event instanceof Reading reading && reading.origin() == Reading.Origin.LIVE;
    }

    private Optional<EmbeddedStore> embeddedStore() {
        return switch (config.store()) {
            case StoreConfig.Embedded embedded -> {
                Set<String> kinds =
                        sources.machines().stream().map(Machine::kind).collect(Collectors.toSet());
                yield Optional.of(running.add(EmbeddedStore.start(embedded, kinds, clock)));
            }
            case StoreConfig.InfluxV2 elsewhere -> Optional.empty();
            case StoreConfig.InfluxV1 elsewhere -> Optional.empty();
        };
    }

    private InfluxSink sink(Optional<EmbeddedStore> store) {
        SinkSettings settings = SinkSettings.DEFAULT;
        return running.add(
                switch (config.store()) {
                    case StoreConfig.Embedded embedded -> {
                        EmbeddedStore own = store.orElseThrow();
                        yield InfluxSink.to(own.asInflux(), journal.outbox(), own::prepare, settings, clock);
                    }
                    case StoreConfig.InfluxV2 influx ->
                        InfluxSink.to(influx, journal.outbox(), measurement -> {}, settings, clock);
                    case StoreConfig.InfluxV1 influx -> InfluxSink.to(influx, journal.outbox(), settings, clock);
                });
    }

    private Optional<ConditionLoop> conditions() {
        Set<Machine> watched =
                config.conditions().stream().map(ConditionConfig::machine).collect(Collectors.toSet());
        if (watched.isEmpty()) {
            return Optional.empty();
        }
        Subscription<Event> readings = bus.subscribe(
                "condition",
                READINGS_CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Reading reading
                        && isLive(reading)
                        && watched.contains(reading.signal().machine()));
        return Optional.of(running.add(new ConditionLoop(
                config.conditions(),
                readings,
                intake,
                clock,
                Learner.onItsOwnThread(config.conditions().size()))));
    }

    private Optional<VibrationLoop> vibrations() {
        if (config.vibrations().isEmpty()) {
            return Optional.empty();
        }
        Map<Machine, Set<String>> told = VibrationLoop.signals(config.vibrations());
        Subscription<Event> readings = bus.subscribe(
                "vibration",
                READINGS_CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Reading reading
                        && isLive(reading)
                        && told.getOrDefault(reading.signal().machine(), Set.of())
                                .contains(reading.signal().name()));
        return Optional.of(running.add(new VibrationLoop(
                config.vibrations().stream().map(sources::wanted).toList(), recordings, readings, intake, clock)));
    }

    private AdvisoryLoop advisories() {
        Subscription<Event> found = bus.subscribe(
                "advisory",
                FINDINGS_CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Prognosis
                        || event instanceof Condition
                        || event instanceof Vibration
                        || event instanceof Diagnosis);
        Advisor advisor =
                new Advisor(config.advice().calendar(), config.advice().job());
        Map<String, String> parts = config.prognoses().stream()
                .collect(Collectors.toMap(prognosis -> prognosis.machine().name(), PrognosisConfig::part));
        return running.add(new AdvisoryLoop(advisor, parts, found, intake, clock));
    }

    /** What sources hand their readings to; for a bench that stands in for one. Any thread. */
    public Intake intake() {
        return intake;
    }

    /** What every event goes over once the journal took it; for a bench that looks on. Any thread. */
    public Bus<Event> bus() {
        return bus;
    }

    /** What the page shows; a running agent's only. Any thread. */
    public AgentStatus status() {
        return Objects.requireNonNull(view, "not started").look();
    }

    /** Where the page is; a running agent's only. */
    URI page() {
        return Objects.requireNonNull(web, "not started").address();
    }

    /** The other way round: nobody speaks any more, then what was said is stored, then the store ends. */
    @Override
    public void close() {
        sources.close();
        conditions.ifPresent(ConditionLoop::finish);
        bus.close();
        prognoses.forEach(PrognosisLoop::finish);
        journal.flush();
        running.close();
    }
}
