package org.millwright.edge.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.store.Catalog.Part;
import org.millwright.edge.store.Catalog.Table;
import org.millwright.edge.store.StoreDisk.Because;

/**
 * What the embedded store has done to it from time to time: summaries, expiry, and the floor of free disk.
 *
 * <p>{@link #summarize}, {@link #expire} and {@link #watchDisk} are for one thread; {@link #look} and {@link #requireRoom}
 * for any.
 */
final class Housekeeping {

    private final StoreConfig.Keep keep;
    private final InstantSource clock;
    private final Catalog catalog;
    private final Rollups rollups;
    private final Expiry expiry;
    private final DiskFloor floor;
    /** By what was tried. */
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    Housekeeping(StoreConfig.Embedded config, URI url, InstantSource clock) {
        this(config, url, clock, () -> freeBytes(config.folder()));
    }

    Housekeeping(StoreConfig.Embedded config, URI url, InstantSource clock, LongSupplier freeBytes) {
        this.keep = config.keep();
        this.clock = clock;
        catalog = new Catalog(url);
        rollups = new Rollups(catalog, clock);
        expiry = new Expiry(catalog, config.folder().toAbsolutePath());
        floor = new DiskFloor("the disk of " + config.folder().toAbsolutePath(), config.floorBytes(), freeBytes);
    }

    private static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException("cannot tell the free space of " + folder + ": " + e.getMessage(), e);
        }
    }

    StoreDisk look() {
        return new StoreDisk(
                floor.freeBytes(),
                floor.floorBytes(),
                expiry.totals(),
                floor.refusing(),
                troubles.values().stream().findFirst());
    }

    /** @throws StoreException in one sentence with the remedy while no rows are taken */
    void requireRoom() {
        floor.requireRoom();
    }

    /** Notes what goes wrong, to be tried again next time; no fault ends the thread. */
    void attempt(String what, Runnable work) {
        try {
            work.run();
            troubles.remove(what);
        } catch (StoreException e) {
            troubles.put(what, what + ": " + e.getMessage());
        } catch (RuntimeException e) {
            troubles.put(what, what + ": " + e);
        }
    }

    /** Once a minute. */
    void summarize() {
        List<Table> tables = opened();
        for (Table table : tables) {
            if (table.kind() == Table.Kind.READINGS) {
                rollups.update(table, expiry.dropped(table.name()));
            }
        }
    }

    /** Drops what is older than it is kept. */
    void expire() {
        for (Table table : opened()) {
            long oldest = now() - keep(table).toNanos();
            for (Part part : catalog.parts(table.name())) {
                if (isOld(table, part, oldest)) {
                    expiry.drop(table, part, Because.AGE);
                }
            }
        }
    }

    /**
     * Both the rows' own time and the time when they came must be long ago. A source whose clock stands at 1970 keeps its
     * rows for as long as any other, and one whose clock is in 2099 no longer; while this gateway's own clock is behind,
     * nothing is old.
     */
    private boolean isOld(Table table, Part part, long oldest) {
        boolean ahead = part.period().startNanos() > now() + Period.DAY;
        if (part.detached() || (!ahead && (part.active() || part.period().endNanos() > oldest))) {
            return false;
        }
        if (ahead && table.arrival().isEmpty()) {
            return false;
        }
        boolean summarized = table.kind() == Table.Kind.READINGS && !ahead;
        boolean late = expiry.dropped(table.name()).contains(part.period());
        if (summarized && !late && !rollups.isWhole(table, part)) {
            return false;
        }
        return table.arrival().isEmpty() || newestArrival(table, part, summarized && !late) < oldest;
    }

    /** Summaries know it too, and are far fewer. */
    private long newestArrival(Table table, Part part, boolean summarized) {
        String from = summarized ? table.name() + Schema.MINUTES : table.name();
        String column = summarized ? "arrived" : table.arrival();
        return catalog.first("SELECT cast(max(" + column + ") AS LONG) FROM " + Schema.name(from) + " WHERE "
                + part.period().condition());
    }

    private Duration keep(Table table) {
        return switch (table.kind()) {
            case MINUTES -> keep.minutes();
            case HOURS -> keep.hours();
            case READINGS, OTHER -> keep.of(table.name());
        };
    }

    /** Keeps the floor of free disk; every few seconds. */
    void watchDisk() {
        floor.look(this::dropOldest);
    }

    /** Rows as measured go before summaries, which say the same in less; today stays. */
    private long dropOldest(long bytes) {
        Map<Period, Map<Table, Part>> rows = new TreeMap<>();
        Map<Period, Map<Table, Part>> summaries = new TreeMap<>();
        Comparator<Table> byName = Comparator.comparing(Table::name);
        for (Table table : opened()) {
            boolean summary = table.kind() == Table.Kind.MINUTES || table.kind() == Table.Kind.HOURS;
            for (Part part : catalog.parts(table.name())) {
                if (!part.active() && !part.detached() && part.period().endNanos() <= now()) {
                    (summary ? summaries : rows)
                            .computeIfAbsent(part.period(), _ -> new TreeMap<>(byName))
                            .put(table, part);
                }
            }
        }
        long dropped = drop(rows, bytes);
        return dropped < bytes ? dropped + drop(summaries, bytes - dropped) : dropped;
    }

    private long drop(Map<Period, Map<Table, Part>> oldestFirst, long bytes) {
        long dropped = 0;
        for (Map<Table, Part> period : oldestFirst.values()) {
            for (Map.Entry<Table, Part> candidate : period.entrySet()) {
                if (dropped >= bytes) {
                    return dropped;
                }
                dropped += expiry.drop(candidate.getKey(), candidate.getValue(), Because.DISK_FLOOR);
            }
        }
        return dropped;
    }

    private List<Table> opened() {
        List<Table> tables = catalog.tables();
        expiry.open(tables);
        return tables;
    }

    private long now() {
        Instant instant = clock.instant();
        return Period.nanos(instant);
    }
}
