package org.millwright.edge.sink;

import java.time.Duration;
import org.millwright.edge.source.Backoff;

/**
 * How rows are gathered and for how long the store is waited for.
 *
 * @param rows most rows in one request
 * @param bytes a request is sent when it holds this many; a single longer row is sent alone
 * @param age no row waits longer than this for company
 * @param backoff between attempts while the store is away; there is no last attempt
 * @param drain how long {@link InfluxSink#close} goes on sending what is left
 */
public record SinkSettings(int rows, int bytes, Duration age, Backoff backoff, Duration drain) {

    /** Small enough to be seen at once on the page, large enough that 100,000 rows a second are ten requests. */
    public static final SinkSettings DEFAULT = new SinkSettings(
            10_000,
            4 * 1024 * 1024,
            Duration.ofMillis(150),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
            Duration.ofSeconds(5));

    public SinkSettings {
        if (rows < 1) {
            throw new IllegalArgumentException("rows=" + rows + ": must be at least 1");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes=" + bytes + ": must be at least 1");
        }
    }
}
