package org.millwright.edge.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.Event;

/**
 * Sends rows that were encoded before through the same client, and does nothing else: what the sink's work is measured
 * against. For benchmarks; one thread.
 */
public final class BareWriter implements AutoCloseable {

    private final StoreWriter writer;

    public BareWriter(StoreConfig.InfluxV2 store) {
        writer = StoreWriter.to(store);
    }

    /** The events as the sink would send them, in requests of the given number of rows. */
    public static List<String> encode(List<? extends Event> events, int rowsPerRequest, Consumer<String> measurements) {
        LineProtocol protocol = new LineProtocol();
        Batch batch = new Batch(rowsPerRequest, Integer.MAX_VALUE);
        List<String> requests = new ArrayList<>();
        for (Event event : events) {
            protocol.append(event, batch);
            if (batch.isFull()) {
                requests.add(batch.text(0, batch.rows()));
                batch.clear();
            }
        }
        if (batch.rows() > 0) {
            requests.add(batch.text(0, batch.rows()));
        }
        protocol.measurements().forEach(measurements);
        return requests;
    }

    /** @throws IllegalStateException when the store does not take it */
    public void write(String lines) {
        Answer answer = writer.write(lines);
        if (!answer.equals(Answer.STORED)) {
            throw new IllegalStateException("the store does not take the rows: " + answer);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
