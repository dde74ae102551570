package org.millwright.edge.source.opcua;

import java.time.Duration;
import org.millwright.edge.source.Backoff;

/**
 * How patient the source is.
 *
 * @param request the longest wait for the answer to one service call
 * @param keepAlive how often a server with nothing to say still says so; silence of 2.5 times that ends the connection
 * @param grace how long the old session may be resumed after the line broke, before all is built anew
 * @param lifetime how long the server keeps a subscription that nobody asks for; what it queued in that time is not lost
 * @param reconnect between attempts to connect
 * @param item between attempts to subscribe to one node that did not work
 * @param pulse how often the server is asked for its time and its namespaces
 */
record Timings(
        Duration request,
        Duration keepAlive,
        Duration grace,
        Duration lifetime,
        Backoff reconnect,
        Backoff item,
        Duration pulse) {

    static final Timings DEFAULT = new Timings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Backoff.DEFAULT,
            new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5)),
            Duration.ofSeconds(10));

    /** Beyond this the server is taken for dead although its connection stands. */
    Duration silence() {
        return keepAlive.multipliedBy(5).dividedBy(2);
    }
}
