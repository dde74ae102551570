package org.millwright.edge.store;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.millwright.edge.store.Catalog.Table.Kind;

/** What tables the store has, and what is in them: asked of the store, since it outlives every configuration. */
final class Catalog {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI store;

    Catalog(URI store) {
        this.store = store;
    }

    /**
     * @param folder its name below {@code db}
     * @param arrival the column that says when a row came, by the agent's clock; empty where {@code timestamp} does
     */
    record Table(String name, String folder, Kind kind, String arrival) {
        enum Kind {
            READINGS,
            MINUTES,
            HOURS,
            OTHER
        }
    }

    /** @param active the newest of its table, which the store writes to and never detaches */
    record Part(Period period, long rows, long bytes, boolean active, boolean detached) {
        private Part plus(Part other) {
            return new Part(
                    period, rows + other.rows, bytes + other.bytes, active || other.active, detached || other.detached);
        }
    }

    /** All but {@code expiry} and what was not made by this agent. */
    List<Table> tables() {
        Map<String, Set<String>> columns = new HashMap<>();
        for (List<String> row : rows("SELECT table_name, column_name FROM information_schema.columns()")) {
            columns.computeIfAbsent(row.get(0), _ -> new HashSet<>()).add(row.get(1));
        }
        List<Table> tables = new ArrayList<>();
        for (List<String> row : rows("SELECT table_name, directoryName FROM tables() WHERE walEnabled AND dedup"
                + " AND designatedTimestamp = 'timestamp' AND table_name <> 'expiry'")) {
            tables.add(table(row.get(0), row.get(1), columns.getOrDefault(row.get(0), Set.of())));
        }
        return tables;
    }

    private static Table table(String name, String folder, Set<String> columns) {
        if (columns.contains("arrived")) {
            return new Table(name, folder, name.endsWith(Schema.HOURS) ? Kind.HOURS : Kind.MINUTES, "arrived");
        }
        String arrival = columns.contains("received") ? "received" : columns.contains("decided") ? "decided" : "";
        boolean readings = columns.containsAll(Set.of("signal", "number", "whole", "flag", "quality", "received"));
        return new Table(name, folder, readings ? Kind.READINGS : Kind.OTHER, arrival);
    }

    /** Oldest first, the parts of one period as one; the detached ones stand for themselves. */
    List<Part> parts(String table) {
        Map<String, Part> parts = new TreeMap<>();
        for (List<String> row : rows(
                "SELECT name, numRows, diskSize, active, detached FROM table_partitions(" + Schema.text(table) + ")")) {
            boolean detached = Boolean.parseBoolean(row.get(4));
            Period period = Period.of(row.get(0));
            Part part = new Part(
                    period, number(row.get(1)), number(row.get(2)), Boolean.parseBoolean(row.get(3)), detached);
            parts.merge(period.name() + (detached ? ".detached" : ""), part, Part::plus);
        }
        return List.copyOf(parts.values());
    }

    /**
     * Waits until what was accepted has reached the table.
     *
     * @throws StoreException when that takes half a minute, or the table is suspended
     */
    void awaitApplied(String table) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!rows("SELECT name FROM wal_tables() WHERE name = " + Schema.text(table)
                        + " AND (writerTxn < sequencerTxn OR suspended)")
                .isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new StoreException("table " + table + " does not take in its log: see whether the disk is full");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The first column of the first row as a number; 0 for null or nothing. */
    long first(String sql) {
        List<List<String>> rows = rows(sql);
        return rows.isEmpty() ? 0 : number(rows.getFirst().getFirst());
    }

    static long number(String cell) {
        return cell.isEmpty() ? 0 : Long.parseLong(cell);
    }

    List<List<String>> rows(String sql) {
        return SqlRequest.rows(store, sql, TIMEOUT);
    }

    void execute(String sql) {
        SqlRequest.execute(store, sql, TIMEOUT);
    }
}
