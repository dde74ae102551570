package org.millwright.edge.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;

/** Where rehearsed readings come from; never down. */
record AlwaysUp(String name) implements Source {

    @Override
    public void start() {}

    @Override
    public SourceStatus status() {
        return new SourceStatus.Up(Instant.EPOCH, List.of());
    }

    @Override
    public Map<String, Long> faults() {
        return Map.of();
    }

    @Override
    public void close() {}
}
