package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The embedded store, asked as a data team would: SQL over HTTP. Safe from any thread. */
public final class Store {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Json json;
    private final URI address;

    public Store(Json json, int port) {
        this.json = json;
        this.address = URI.create("http://127.0.0.1:" + port + "/exec?query=");
    }

    /** The rows of a query's answer, each an array; empty for a statement that has none. */
    public JsonNode rows(String sql) throws IOException, InterruptedException {
        return json.get(URI.create(address + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                .path("dataset");
    }

    /**
     * Rows that were sent to the store, in all tables; first waits until every committed row is visible to queries, for
     * {@code patience} at most. What the embedded store makes of them itself, its summaries and what expired, is not among them.
     */
    public long countAll(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (pendingTransactions() > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
        long count = 0;
        for (JsonNode table : rows(
                "select table_name from tables() where table_name not like 'sys.%' and table_name not like 'telemetry%'"
                        + " and table_name !~ '_1[mh]$' and table_name <> 'expiry'")) {
            count += count(table.get(0).asText());
        }
        return count;
    }

    public long count(String table) throws IOException, InterruptedException {
        return rows("select count() from \"" + table + "\"").path(0).path(0).asLong();
    }

    public boolean hasTable(String name) throws IOException, InterruptedException {
        return !rows("select 1 from tables() where table_name = '" + name + "'").isEmpty();
    }

    private long pendingTransactions() throws IOException, InterruptedException {
        return rows("select coalesce(sum(sequencerTxn - writerTxn), 0) from wal_tables()")
                .path(0)
                .path(0)
                .asLong();
    }
}
