package org.millwright.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.millwright.simulator.demo.Json;

/** The agent's own store, a QuestDB; the agent starts it. */
final class EmbeddedStore implements Store {

    private final int port = Waiting.freePort();
    private final org.millwright.simulator.demo.Store sql = new org.millwright.simulator.demo.Store(new Json(), port);

    @Override
    public void start() {
        // The agent does that.
    }

    @Override
    public String section() {
        return "{embedded: {port: " + port + "}}";
    }

    @Override
    public SortedMap<String, Summary> summaries(String table) throws IOException, InterruptedException {
        SortedMap<String, Summary> found = new TreeMap<>();
        if (!sql.hasTable(table)) {
            return found;
        }
        for (JsonNode row : sql.rows("select signal, count(), count_distinct(cast(number as long)), min(number),"
                + " max(number) from \"" + table + "\" where number is not null")) {
            found.put(
                    row.get(0).asText(),
                    new Summary(
                            row.get(1).asLong(),
                            row.get(2).asLong(),
                            row.get(3).asLong(),
                            row.get(4).asLong()));
        }
        return found;
    }

    @Override
    public long rows(String table) throws IOException, InterruptedException {
        return sql.hasTable(table) ? sql.count(table) : 0;
    }

    @Override
    public long[] numbers(String table, String signal) throws IOException, InterruptedException {
        JsonNode rows = sql.rows("select number from \"" + table + "\" where signal = '" + signal
                + "' and number is not null order by number");
        long[] numbers = new long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows.get(i).get(0).asLong();
        }
        return numbers;
    }

    @Override
    public Map<String, Long> losses() throws IOException, InterruptedException {
        Map<String, Long> losses = new TreeMap<>();
        if (sql.hasTable("loss")) {
            for (JsonNode row : sql.rows("select reason, sum(count) from loss")) {
                losses.put(row.get(0).asText(), row.get(1).asLong());
            }
        }
        return losses;
    }

    @Override
    public boolean tellsOfLoss(String reason, Instant from, Instant to) throws IOException, InterruptedException {
        return sql.hasTable("loss")
                && first("select count() from loss where reason = '" + reason + "' and since <= '" + to
                                + "' and until >= '" + from + "'")
                        > 0;
    }

    @Override
    public long notices(String kind, Instant since) throws IOException, InterruptedException {
        return sql.hasTable("notice")
                ? first("select count() from notice where kind = '" + kind + "' and timestamp >= '" + since + "'")
                : 0;
    }

    private long first(String query) throws IOException, InterruptedException {
        return sql.rows(query).path(0).path(0).asLong();
    }

    @Override
    public void close() {
        // The agent does that.
    }
}
