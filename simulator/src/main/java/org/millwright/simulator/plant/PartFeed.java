package org.millwright.simulator.plant;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.millwright.simulator.surface.JpegEncoder;
import org.millwright.simulator.surface.Surface;
import org.millwright.simulator.surface.SurfaceRenderer;

/** Draws parts ahead of time on a thread of its own, so that drawing never delays the station. */
final class PartFeed implements AutoCloseable {

    private static final int AHEAD = 2;

    /** Of the start, so that part ids of two runs differ. */
    private static final DateTimeFormatter PREFIX =
            DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SurfaceRenderer renderer;
    private final String prefix;
    private final BlockingQueue<Part> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;

    PartFeed(SurfaceRenderer renderer, Instant start) {
        this.renderer = renderer;
        this.prefix = PREFIX.format(start);
        this.thread = Thread.ofPlatform().daemon().name("parts").start(this::draw);
    }

    /** The next part, if it is drawn already. Does not block. */
    Optional<Part> next() {
        return Optional.ofNullable(ready.poll());
    }

    private void draw() {
        JpegEncoder encoder = new JpegEncoder();
        try {
            for (long sequence = 1; !Thread.currentThread().isInterrupted(); sequence++) {
                Surface surface = renderer.render(sequence);
                String id = String.format(Locale.ROOT, "%s-%06d", prefix, sequence);
                ready.put(new Part(id, sequence, surface.defect(), encoder.encode(surface)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
