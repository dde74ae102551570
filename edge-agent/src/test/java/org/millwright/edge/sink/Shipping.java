package org.millwright.edge.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.millwright.edge.config.JournalConfig;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.journal.Account;
import org.millwright.edge.journal.Journal;
import org.millwright.edge.journal.JournalStatus;
import org.millwright.edge.journal.Outbox;
import org.millwright.edge.signal.Event;

/** A journal and the sink that empties it, as the agent has them. */
final class Shipping implements AutoCloseable {

    private final Journal journal;
    private final InfluxSink sink;

    private Shipping(Path folder, Function<Outbox, InfluxSink> sink) {
        journal = Journal.open(
                new JournalConfig(folder, 1L << 30, JournalConfig.WhenFull.DROP_OLDEST, Duration.ofMillis(10)),
                InstantSource.system());
        this.sink = sink.apply(journal.outbox());
        journal.start();
        this.sink.start();
    }

    static Shipping to(StoreConfig.InfluxV2 store, Consumer<String> tables, SinkSettings settings) {
        return new Shipping(
                newFolder(), outbox -> InfluxSink.to(store, outbox, tables, settings, InstantSource.system()));
    }

    static Shipping to(StoreConfig.InfluxV1 store, SinkSettings settings) {
        return new Shipping(newFolder(), outbox -> InfluxSink.to(store, outbox, settings, InstantSource.system()));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("journal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void publish(List<? extends Event> events) {
        try {
            if (!journal.offer(Parcel.of(events), Duration.ofSeconds(30))) {
                throw new IllegalStateException("the journal has no room");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void publish(Event... events) {
        publish(List.of(events));
    }

    SinkStatus sink() {
        return sink.status();
    }

    JournalStatus journal() {
        return journal.status();
    }

    Account total() {
        return journal.status().total();
    }

    /** Everything that was published is in the store, or the store is away. */
    @Override
    public void close() {
        journal.flush();
        sink.close();
        journal.close();
    }
}
