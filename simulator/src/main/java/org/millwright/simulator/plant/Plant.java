package org.millwright.simulator.plant;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.millwright.simulator.line.Line;
import org.millwright.simulator.mqtt.JsonTelemetry;
import org.millwright.simulator.mqtt.PlantBroker;
import org.millwright.simulator.mqtt.SparkplugNode;
import org.millwright.simulator.mqtt.WaveformTopic;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.PlantServer;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.surface.Purpose;
import org.millwright.simulator.surface.SurfaceRenderer;
import org.millwright.simulator.truth.TruthServer;
import org.millwright.simulator.truth.TruthSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plant: runs from construction, which returns when everything listens, to {@link #close()}. */
public final class Plant implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Plant.class);
    /** Where waveforms are published if they are: 32-bit floats, the lowest byte first. */
    public static final String WAVEFORM_TOPIC = "millwright/line-1/spindle-1/vibration";

    private static final int TICKS_A_MESSAGE = 10;
    private static final int TICKS_A_WAVEFORM = 20;

    private final PlantSettings settings;
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Line line;
    private final LineNodes nodes;
    private final VibrationNodes vibration;
    private final PlantServer opcUa;
    private final VisionStation station;
    private final TruthServer truth;
    private final JsonTelemetry meter;
    private final SparkplugNode drive;
    private final Optional<WaveformTopic> waveforms;
    private volatile TruthSummary.Bearing bearing;
    private long ticks;

    /** @throws CannotStart with one sentence; nothing is left running then */
    public Plant(PlantSettings settings) {
        this.settings = settings;
        this.line = new Line(settings.seed(), settings.wear());
        line.advance(Line.TICK);
        this.bearing = bearing();
        // The broker takes two seconds, the rest can be made meanwhile.
        CompletableFuture<PlantBroker> broker = CompletableFuture.supplyAsync(this::broker, Plant::newThread);
        try {
            this.opcUa = open(new PlantServer(settings.opcUa()));
            Folder folder = opcUa.folder("Line");
            this.nodes = new LineNodes(folder, line.machines());
            this.vibration = new VibrationNodes(folder.folder("Vibration"), line.spindle(), line.accelerometer());
            this.truth = open(new TruthServer(
                    new InetSocketAddress(settings.opcUa().host(), settings.truthPort()), this::summary));
            SurfaceRenderer renderer =
                    new SurfaceRenderer(Purpose.LIVE, settings.seed(), settings.defectRate(), settings.difficulty());
            this.station = open(new VisionStation(
                    settings, folder, new PartFeed(renderer, clock.instant()), clock, truth::finished));
            PlantBroker ready = open(broker.join());
            this.meter = open(new JsonTelemetry(
                    ready.uri(),
                    "meter-1",
                    "millwright/line-1/meter-1/telemetry",
                    line.meter().quantities()));
            this.drive = open(new SparkplugNode(
                    ready.uri(), "line-1", "drive-1", line.conveyor().driveQuantities()));
            this.waveforms = settings.vibrationOverMqtt()
                    ? Optional.of(open(new WaveformTopic(ready.uri(), "vibration-1", WAVEFORM_TOPIC)))
                    : Optional.empty();
            nodes.push(clock.instant());
            opcUa.listen();
        } catch (IOException | CompletionException | CannotStart e) {
            broker.thenAccept(this::open).exceptionally(fault -> null).join();
            close();
            throw e instanceof CannotStart cannot ? cannot : new CannotStart(sentence(e), e);
        }
        open(new Beat("line", Line.TICK, this::tick)).start();
        station.start();
    }

    public String opcUaUrl() {
        return opcUa.endpointUrl();
    }

    private void tick() {
        // A PLC's clock counts milliseconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        line.conveyor()
                .count(
                        station.counts().accepted(),
                        station.counts().rejected(),
                        station.counts().unanswered());
        line.advance(Duration.ofNanos(Math.round(Line.TICK.toNanos() * settings.speed())));
        nodes.push(now);
        if (ticks % TICKS_A_WAVEFORM == 0) {
            float[] recorded = vibration.push(now);
            waveforms.ifPresent(topic -> topic.publish(recorded));
        }
        bearing = bearing();
        if (++ticks % TICKS_A_MESSAGE == 0) {
            meter.publish(now);
            drive.publish(now);
        }
    }

    private TruthSummary.Bearing bearing() {
        return new TruthSummary.Bearing(
                line.spindle().operatingHours(),
                line.spindle().wear(),
                line.spindle().remainingHours(),
                line.spindle().failed(),
                line.accelerometer().fault(),
                line.accelerometer().made());
    }

    private TruthSummary summary() {
        return new TruthSummary(
                station.partsMade(),
                station.defectsMade(),
                opcUa.published() + meter.valuesPublished() + drive.valuesPublished(),
                bearing);
    }

    private PlantBroker broker() {
        try {
            return new PlantBroker(settings.mqttPort());
        } catch (IOException e) {
            throw new CannotStart(sentence(e), e);
        }
    }

    private static void newThread(Runnable task) {
        Thread.ofPlatform().daemon().name("broker-start").start(task);
    }

    private synchronized <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    private static String sentence(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof CannotStart
                ? String.valueOf(cause.getMessage())
                : "the plant cannot start: " + cause.getMessage();
    }

    /** Closes in the opposite order of opening; what does not close is logged and does not keep the rest open. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                log.warn("{} did not close: {}", resource.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
