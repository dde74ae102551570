package org.millwright.edge.sink;

import java.time.Duration;
import org.millwright.edge.source.Backoff;

/**
 * How rows are gathered and for how long the store is waited for.
 *
 * @param rows a request is sent when it holds this many rows
 * @param bytes … or this many bytes; the block that makes it full goes with it
 * @param backoff between attempts while the store is away; there is no last attempt
 * @param drain how long {@link InfluxSink#close} goes on sending what the journal holds
 */
public record SinkSettings(int rows, int bytes, Backoff backoff, Duration drain) {

    /** The embedded store syncs once for a request, so a backlog goes in few large ones; a healthy store gets small ones. */
    public static final SinkSettings DEFAULT = new SinkSettings(
            60_000,
            8 * 1024 * 1024,
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
            Duration.ofSeconds(3));

    public SinkSettings {
        if (rows < 1) {
            throw new IllegalArgumentException("rows=" + rows + ": must be at least 1");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes=" + bytes + ": must be at least 1");
        }
    }
}
