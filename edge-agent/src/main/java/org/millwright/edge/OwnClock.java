package org.millwright.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.SitePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when this gateway's own clock is set, or the gateway slept: the receive times before and after are not of one
 * scale then, and a data team has to know. Looks once a second, on a thread of its own.
 */
final class OwnClock implements AutoCloseable {

    /** What a clock that is only kept right by NTP never does at once. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final Duration SHOWN = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(OwnClock.class);

    private final SitePath site;
    private final Intake intake;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("own-clock").unstarted(this::run);
    private long offset;
    private volatile Optional<Notice> last = Optional.empty();

    /** @param nanoTime monotonic */
    OwnClock(SitePath site, Intake intake, InstantSource clock, LongSupplier nanoTime) {
        this.site = site;
        this.intake = intake;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.offset = wallNanos() - nanoTime.getAsLong();
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(1, TimeUnit.SECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compares the two clocks with how they stood the last time. */
    void look() throws InterruptedException {
        long now = wallNanos();
        long offsetNow = now - nanoTime.getAsLong();
        long step = offsetNow - offset;
        offset = offsetNow;
        if (Math.abs(step) < STEP.toNanos()) {
            return;
        }
        double seconds = step / 1e9;
        String text = "the gateway's clock went %+.1f s at once: it was set, or the gateway slept".formatted(seconds);
        LOG.warn(text);
        Notice notice = new Notice(site, "gateway", Notice.Kind.AGENT_CLOCK_STEPPED, seconds, text, now);
        last = Optional.of(notice);
        intake.keep(notice);
    }

    private long wallNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** What happened in the last ten minutes; any thread. */
    Optional<String> trouble() {
        long oldest = wallNanos() - SHOWN.toNanos();
        return last.filter(notice -> notice.timestampNanos() > oldest).map(Notice::text);
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
