package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the agent's store holds in the end, asked as a data team would. */
final class StoreTables {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Web web;
    private final URI store;

    StoreTables(Web web, URI store) {
        this.web = web;
        this.store = store;
    }

    /** Waits until every row that was accepted can be seen by queries. */
    void awaitApplied(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (number("select coalesce(sum(sequencerTxn - writerTxn), 0) from wal_tables()") > 0) {
            if (System.nanoTime() > end) {
                throw new BenchException(
                        "the store did not catch up within " + patience.toSeconds() + " s after the load");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Without the state of each signal before its first value, which is a row and no value. */
    long values() throws InterruptedException {
        return number("select count() from load where number is not null");
    }

    Percentiles sourceToVerdict(Instant from, Instant to) throws InterruptedException {
        return verdicts("timestamp", from, to);
    }

    Percentiles arrivalToVerdict(Instant from, Instant to) throws InterruptedException {
        return verdicts("received", from, to);
    }

    private Percentiles verdicts(String since, Instant from, Instant to) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        String sql = "select cast(decided as long) - cast(" + since + " as long) from verdict where timestamp between '"
                + from + "' and '" + to + "'";
        for (JsonNode row : web.rows(store, sql)) {
            millis.add(row.path(0).asLong() / NANOS_PER_MILLI);
        }
        return Percentiles.of(millis);
    }

    private long number(String sql) throws InterruptedException {
        return web.rows(store, sql).path(0).path(0).asLong();
    }
}
