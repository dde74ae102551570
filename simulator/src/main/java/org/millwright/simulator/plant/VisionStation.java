package org.millwright.simulator.plant;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.millwright.simulator.camera.MjpegServer;
import org.millwright.simulator.camera.Picture;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.station.Decision;
import org.millwright.simulator.station.StationCounts;
import org.millwright.simulator.station.StationNodes;
import org.millwright.simulator.truth.PartTruth;

/**
 * Brings a part into the station, shows it to the camera, and reports what became of it. Parts and deadlines run in real
 * time, whatever the speed of the line.
 */
final class VisionStation implements AutoCloseable {

    private static final Duration SCAN = Duration.ofMillis(5);

    private final InstantSource clock;
    private final PartFeed feed;
    private final MjpegServer camera;
    private final StationNodes nodes;
    private final Consumer<PartTruth> finished;
    private final Map<Long, Part> inStation = new ConcurrentHashMap<>();
    private final LongAdder made = new LongAdder();
    private final LongAdder defects = new LongAdder();
    private final Beat beat;
    private final long everyNanos;
    private final long shortestNanos;
    private long nextPartNanos;

    /** @param finished told each decided part's truth, in the order of their sequences; must not block */
    VisionStation(PlantSettings settings, Folder line, PartFeed feed, InstantSource clock, Consumer<PartTruth> finished)
            throws IOException {
        this.clock = clock;
        this.feed = feed;
        this.finished = finished;
        this.everyNanos = settings.partEvery().toNanos();
        this.shortestNanos = settings.stationDeadline().plus(SCAN).toNanos();
        this.camera = new MjpegServer(new InetSocketAddress(settings.opcUa().host(), settings.cameraPort()));
        this.nodes = new StationNodes(line, settings.stationDeadline(), clock, System::nanoTime, this::decided);
        this.beat = new Beat("station", SCAN, this::scan);
    }

    void start() {
        nextPartNanos = System.nanoTime() + everyNanos;
        beat.start();
    }

    private void scan() {
        nodes.scan();
        long now = System.nanoTime();
        if (now - nextPartNanos >= 0) {
            feed.next().ifPresent(part -> {
                bring(part);
                // After a stall parts come at their pace again, and never before the last one's deadline.
                nextPartNanos = now + Math.max(nextPartNanos + everyNanos - now, shortestNanos);
            });
        }
    }

    private void bring(Part part) {
        inStation.put(part.sequence(), part);
        nodes.partArrives(part.id(), part.sequence());
        camera.show(new Picture(part.id(), part.sequence(), clock.instant(), part.jpeg()));
        if (!inStation.containsKey(part.sequence())) {
            camera.clear(); // Decided between the two lines above, on a thread of the OPC UA server.
        }
    }

    private void decided(Decision decision) {
        Part part = inStation.remove(decision.sequence());
        if (part != null) {
            // Before the next part is shown: decisions come with the station locked, and that part enters after it.
            camera.clear();
            made.increment();
            if (part.defect().isPresent()) {
                defects.increment();
            }
            finished.accept(part.truth(decision));
        }
    }

    StationCounts counts() {
        return nodes.counts();
    }

    /** Parts that were decided, whatever the decision. */
    long partsMade() {
        return made.sum();
    }

    /** Those of them that had a defect. */
    long defectsMade() {
        return defects.sum();
    }

    @Override
    public void close() throws IOException {
        beat.close();
        feed.close();
        camera.close();
    }
}
