package org.millwright.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.millwright.edge.store.Catalog.Part;
import org.millwright.edge.store.Catalog.Table;
import org.millwright.edge.store.StoreDisk.Because;

/**
 * Drops whole partitions and writes down how many rows each had, in the table {@code expiry}.
 *
 * <p>A partition is first detached, which happens between two transactions of its table, then counted, and deleted only
 * after its count is in the store; so the count is exact, whatever arrives or dies meanwhile.
 *
 * <p>NOT thread safe, but for {@link #totals}: for the housekeeping thread.
 */
final class Expiry {

    private final Catalog catalog;
    private final Path store;
    private final Map<String, Set<Period>> dropped = new HashMap<>();
    private volatile List<StoreDisk.Expired> totals = List.of();
    private boolean opened;

    Expiry(Catalog catalog, Path store) {
        this.catalog = catalog;
        this.store = store;
    }

    List<StoreDisk.Expired> totals() {
        return totals;
    }

    /** What was dropped of a table, ever. */
    Set<Period> dropped(String table) {
        return dropped.getOrDefault(table, Set.of());
    }

    /** Reads what was dropped before, and ends what an earlier run had begun. */
    void open(List<Table> tables) {
        if (opened) {
            return;
        }
        catalog.execute(Schema.CREATE_EXPIRY);
        empty(store.resolve("dropped"));
        catalog.rows("SELECT measurement, period FROM expiry")
                .forEach(row -> droppedOf(row.get(0)).add(Period.of(row.get(1))));
        for (Table table : tables) {
            finish(table, Because.AGE);
        }
        count();
        opened = true;
    }

    /**
     * Gives how many bytes that frees.
     *
     * @throws StoreException while a backup runs
     */
    long drop(Table table, Part part, Because because) {
        try (StoreLock _ = StoreLock.tryTake(store)
                .orElseThrow(() -> new StoreException("a backup is running: nothing is dropped until it has ended"))) {
            if (part.active()) {
                // Its rows all came long ago, or it would not be dropped: nothing comes between count and end.
                note(table, part, because, newest(table, part));
                catalog.execute(alter(table, "DROP", part));
                catalog.awaitApplied(table.name());
                count();
                return part.bytes();
            }
            catalog.execute(alter(table, "DETACH", part));
            catalog.awaitApplied(table.name());
            long bytes = finish(table, because);
            count();
            return bytes;
        }
    }

    private long finish(Table table, Because because) {
        long bytes = 0;
        for (Part part : catalog.parts(table.name())) {
            if (part.detached()) {
                Path folder = store.resolve("db")
                        .resolve(table.folder())
                        .resolve(part.period().name() + ".detached");
                try {
                    long changed =
                            Period.nanos(Files.getLastModifiedTime(folder).toInstant());
                    note(table, part, because, changed);
                    Path bin = Files.createDirectories(store.resolve("dropped"))
                            .resolve(table.folder() + "-" + part.period().name() + "-" + changed);
                    Files.move(folder, bin);
                    empty(store.resolve("dropped"));
                } catch (IOException e) {
                    throw new StoreException("cannot delete " + folder + " (" + e + "): see who owns it", e);
                }
                bytes += part.bytes();
            }
        }
        return bytes;
    }

    /** The same drop gives the same row, so that one more try after a crash counts nothing twice. */
    private void note(Table table, Part part, Because because, long at) {
        catalog.execute("INSERT INTO expiry VALUES (%s::timestamp_ns, %s, '%s', %d, %d, '%s')"
                .formatted(
                        Period.literal(at),
                        Schema.text(table.name()),
                        part.period().name(),
                        part.rows(),
                        part.bytes(),
                        because.word()));
        droppedOf(table.name()).add(part.period());
    }

    private long newest(Table table, Part part) {
        return catalog.first("SELECT cast(max(timestamp) AS LONG) FROM " + Schema.name(table.name()) + " WHERE "
                + part.period().condition());
    }

    private Set<Period> droppedOf(String table) {
        return dropped.computeIfAbsent(table, _ -> new HashSet<>());
    }

    private void count() {
        catalog.awaitApplied("expiry");
        List<StoreDisk.Expired> read = new ArrayList<>();
        for (Because because : Because.values()) {
            catalog.rows("SELECT measurement, sum(rows) FROM expiry WHERE because = '" + because.word()
                            + "' GROUP BY measurement ORDER BY measurement")
                    .forEach(row -> read.add(new StoreDisk.Expired(row.get(0), because, Catalog.number(row.get(1)))));
        }
        totals = List.copyOf(read);
    }

    private static String alter(Table table, String verb, Part part) {
        return "ALTER TABLE " + Schema.name(table.name()) + " " + verb + " PARTITION LIST '"
                + part.period().name() + "'";
    }

    private static void empty(Path bin) {
        if (!Files.isDirectory(bin)) {
            return;
        }
        try (Stream<Path> files = Files.walk(bin)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StoreException("cannot delete what was dropped, in " + bin + " (" + e + "): see who owns it", e);
        }
    }
}
