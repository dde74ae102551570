package org.millwright.edge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.InspectionConfig;
import org.millwright.edge.config.ReleaseConfig;
import org.millwright.edge.config.VariantsConfig;
import org.millwright.edge.inference.Aftermath;
import org.millwright.edge.inference.InspectionLoop;
import org.millwright.edge.inference.PartInspector;
import org.millwright.edge.inference.Seat;
import org.millwright.edge.inference.Variants;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.output.Release;
import org.millwright.edge.output.TopicRelease;
import org.millwright.edge.output.VerdictOutput;
import org.millwright.edge.pictures.KeptPictures;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.web.LastParts;
import org.millwright.edge.web.StationAccess;
import org.millwright.hardware.camera.Frame;

/** The configured inspections: which frames, models, outputs and pictures belong to which station. */
final class Inspections {

    /** The newest picture counts; one more may wait while one is judged. */
    private static final int FRAME_CAPACITY = 2;

    private static final Duration MODELS_LOAD = Duration.ofSeconds(30);

    private static final int VARIANT_CAPACITY = 100;

    /** One station. */
    record Line(
            InspectionConfig config,
            InspectionLoop loop,
            Aftermath afterwards,
            KeptPictures pictures,
            Optional<VerdictOutput> release) {}

    private final AgentConfig config;
    private final Sources sources;
    private final Bus<Event> bus;
    private final Intake intake;
    private final LastParts lastParts;
    private final InstantSource clock;
    private final Running running;
    private final ModelStore models;
    private final List<Line> lines = new ArrayList<>();

    Inspections(
            AgentConfig config,
            Sources sources,
            Bus<Event> bus,
            Intake intake,
            ModelStore models,
            LastParts lastParts,
            InstantSource clock,
            Running running) {
        this.config = config;
        this.sources = sources;
        this.bus = bus;
        this.intake = intake;
        this.lastParts = lastParts;
        this.clock = clock;
        this.running = running;
        this.models = models;
        config.inspections().forEach(inspection -> lines.add(line(inspection)));
    }

    List<Line> lines() {
        return lines;
    }

    /** What the page may look at and change. */
    StationAccess access() {
        Map<String, KeptPictures> pictures = new LinkedHashMap<>();
        lines.forEach(line -> pictures.put(line.config().station().name(), line.pictures()));
        return new StationAccess(models, ModelPlaces.kinds(config), pictures);
    }

    void start() {
        lines.forEach(line -> line.release().ifPresent(VerdictOutput::start));
        lines.forEach(line -> line.loop().start());
        lines.forEach(line -> line.afterwards().start());
    }

    /** Until all models are loaded or refused, half a minute at most: a picture that came before would be judged late. */
    void awaitModels() {
        long end = System.nanoTime() + MODELS_LOAD.toNanos();
        try {
            for (Line line : lines) {
                line.loop().awaitOpened(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Line line(InspectionConfig inspection) {
        String name = inspection.station().name();
        Optional<VerdictOutput> release =
                inspection.release().map(to -> running.add(output(to, inspection.deadline())));
        Subscription<Frame> frames =
                sources.frames(inspection.camera()).subscribe("frames-" + name, FRAME_CAPACITY, Overflow.DROP_OLDEST);
        Map<String, Seat<PartInspector>> seats = new LinkedHashMap<>();
        ModelPlaces.of(inspection)
                .forEach((slot, model) -> seats.put(
                        slot,
                        new Seat<>(
                                slot,
                                model,
                                models,
                                ModelKind.SURFACE_INSPECTION,
                                PartInspector.opener(inspection.threads()))));
        InspectionLoop.Station station =
                new InspectionLoop.Station(inspection.station(), inspection.deadline(), seats, variants(inspection));
        KeptPictures pictures = new KeptPictures(
                config.pictures().folder().resolve(name), config.pictures().quotaBytes());
        InspectionLoop loop = running.add(new InspectionLoop(
                station,
                frames,
                intake,
                release,
                judged -> lastParts.accept(judged.verdict(), judged.frame(), judged.inspection()),
                clock));
        Aftermath afterwards = running.add(new Aftermath(
                station, loop.afterwards(), pictures, intake, config.models().automaticRollback(), clock));
        return new Line(inspection, loop, afterwards, pictures, release);
    }

    private Variants variants(InspectionConfig inspection) {
        String station = inspection.station().name();
        Variants.Variant usual = new Variants.Variant(inspection.limit(), station);
        if (inspection.variants().isEmpty()) {
            return new Variants(Optional.empty(), Map.of(), usual);
        }
        VariantsConfig told = inspection.variants().get();
        Map<String, Variants.Variant> known = new LinkedHashMap<>();
        told.known()
                .forEach((variant, own) -> known.put(
                        variant,
                        new Variants.Variant(
                                own.limit().isPresent() ? own.limit() : inspection.limit(),
                                own.model().isPresent() ? ModelPlaces.slot(station, variant) : station)));
        Subscription<Event> readings = bus.subscribe(
                "variant-" + station,
                VARIANT_CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Reading reading
                        && reading.origin() == Reading.Origin.LIVE
                        && reading.signal().name().equals(told.signal())
                        && reading.signal().machine().equals(told.machine()));
        return new Variants(Optional.of(readings), known, usual);
    }

    private VerdictOutput output(ReleaseConfig release, Duration deadline) {
        return switch (release) {
            case ReleaseConfig.Handshake plc ->
                new Release(plc, deadline, config.allowedOutputs(), sources.opcua(plc.source()), clock);
            case ReleaseConfig.Announcement topics ->
                new TopicRelease(topics, deadline, config.allowedOutputs(), sources.mqtt(topics.source()), clock);
        };
    }
}
