package org.millwright.simulator;

import java.time.Duration;
import org.millwright.simulator.opcua.PlantServer;
import org.millwright.simulator.process.Lifetime;

/** Holds a start back until a client has subscribed, so that it misses nothing. */
final class ClientGate {

    /** Clients create their items in several calls: this long without a new one, and they are all there. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(50);

    private ClientGate() {}

    /** @return false when the process is to end instead */
    static boolean open(PlantServer server, Lifetime lifetime) throws InterruptedException {
        long items = 0;
        long changedNanos = System.nanoTime();
        while (!lifetime.overAfter(LOOK)) {
            long now = server.monitored();
            if (now != items) {
                items = now;
                changedNanos = System.nanoTime();
            }
            if (items > 0 && System.nanoTime() - changedNanos >= QUIET.toNanos()) {
                return true;
            }
        }
        return false;
    }
}
