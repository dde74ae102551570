package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.pictures.KeptPictures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a part once it is decided, on a thread of its own, so that the line does not wait for it: pictures
 * are kept, drift is watched, models on trial judge, and what the store of models says is followed.
 */
public final class Aftermath implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final long FOLLOW_NANOS = Duration.ofMillis(500).toNanos();

    private final Subscription<Judged> parts;
    private final KeptPictures pictures;
    private final Map<String, SeatWatch<PartInspector, Judged>> watches = new TreeMap<>();
    private final Thread thread;

    /**
     * @param parts as they are decided; what is pushed out of this queue is not looked at, and counted there
     * @param automaticRollback whether a model that fails, is late or does not know the pictures is taken back
     */
    public Aftermath(
            InspectionLoop.Station station,
            Subscription<Judged> parts,
            KeptPictures pictures,
            Intake intake,
            boolean automaticRollback,
            InstantSource clock) {
        this.parts = parts;
        this.pictures = pictures;
        station.seats()
                .forEach((slot, seat) -> watches.put(
                        slot,
                        new SeatWatch<>(
                                seat,
                                new PartTrade(station.machine(), station.deadline(), intake, clock),
                                new SeatWatch.Said(
                                        station.machine().path(),
                                        station.machine().name()),
                                intake,
                                automaticRollback,
                                clock)));
        this.thread =
                Thread.ofPlatform().name("after-" + station.machine().name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        List<Judged> next = new ArrayList<>(1);
        long followed = System.nanoTime() - FOLLOW_NANOS;
        try {
            while (!parts.isDrained()) {
                if (parts.drainTo(next, 1, TICK) > 0) {
                    after(next.getFirst());
                    next.clear();
                }
                if (System.nanoTime() - followed >= FOLLOW_NANOS) {
                    for (SeatWatch<PartInspector, Judged> watch : watches.values()) {
                        follow(watch);
                    }
                    followed = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watches.values().forEach(SeatWatch::close);
        }
    }

    private void after(Judged judged) throws InterruptedException {
        pictures.offer(judged.verdict(), judged.frame(), judged.inspection().borderline(), judged.classes());
        SeatWatch<PartInspector, Judged> watch = watches.get(judged.slot());
        if (watch != null) {
            try {
                watch.after(judged);
            } catch (ModelStoreException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    private static void follow(SeatWatch<PartInspector, Judged> watch) throws InterruptedException {
        try {
            watch.follow();
        } catch (ModelStoreException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** Any thread. */
    public List<SeatStatus> status() {
        return watches.values().stream().map(SeatWatch::status).toList();
    }

    /** Returns once the thread has ended and the models on trial are closed. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
