package org.millwright.edge.source.mqtt;

import java.time.Duration;

/**
 * Tells what the broker has kept for us from what happens now.
 *
 * <p>In MQTT 5 a message says it itself: each connection subscribes under a number of its own, and a message that was
 * queued before carries the number of its day. In MQTT 3.1.1 nothing says it. There, after a session is taken up again,
 * messages count as kept until none has come for 300 ms although all were acknowledged, or for as long as we were away (five
 * seconds at least): a broker that sends at twice the live rate is through by then.
 *
 * <p>Safe from any thread.
 */
final class CatchUp {

    private static final long PAUSE_NANOS = Duration.ofMillis(300).toNanos();
    private static final Duration LEAST = Duration.ofSeconds(5);

    private boolean subscribed;
    private boolean catchingUp;
    private int unacknowledged;
    private long lastNanos;
    private long endNanos;

    /** What comes before we have subscribed can only have been kept. */
    synchronized void connecting() {
        subscribed = false;
        catchingUp = false;
        unacknowledged = 0;
    }

    /** @param nanoTime monotonic, as everywhere here */
    synchronized void subscribed(boolean remembered, Duration away, long nanoTime) {
        subscribed = true;
        catchingUp = remembered;
        lastNanos = nanoTime;
        endNanos = nanoTime + (away.compareTo(LEAST) < 0 ? LEAST : away).toNanos();
    }

    /** Asked once for each message, in order. */
    synchronized boolean isLate(Message message, long nanoTime) {
        boolean late = switch (message.age()) {
            case FRESH -> false;
            case KEPT -> true;
            case UNKNOWN -> !subscribed || isCatchingUp(nanoTime);
        };
        unacknowledged += message.wantsAcknowledgement() ? 1 : 0;
        return late;
    }

    private boolean isCatchingUp(long nanoTime) {
        boolean paused = unacknowledged == 0 && nanoTime - lastNanos >= PAUSE_NANOS;
        catchingUp = catchingUp && !paused && nanoTime - endNanos < 0;
        lastNanos = nanoTime;
        return catchingUp;
    }

    /** Until then the broker may have more, and no leave to send it. */
    synchronized void acknowledged(long nanoTime) {
        unacknowledged = Math.max(0, unacknowledged - 1);
        lastNanos = nanoTime;
    }
}
