package org.millwright.edge.journal;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.millwright.edge.config.JournalConfig;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/** A journal in a folder, and what tests do with one. */
final class TestingJournal {

    static final Signal PRESSURE = Plant.signal("press", "OilPressure", ValueType.NUMBER);

    private TestingJournal() {}

    static Journal open(Path folder) {
        return open(folder, 1L << 30, JournalConfig.WhenFull.DROP_OLDEST);
    }

    static Journal open(Path folder, long quotaBytes, JournalConfig.WhenFull whenFull) {
        Journal journal = Journal.open(
                new JournalConfig(folder, quotaBytes, whenFull, Duration.ofMillis(1)), InstantSource.system());
        journal.start();
        return journal;
    }

    /** The readings numbered so, a microsecond apart. */
    static List<Reading> readings(int from, int to) {
        List<Reading> readings = new ArrayList<>();
        for (int i = from; i < to; i++) {
            readings.add(Plant.number(PRESSURE, i, Plant.START + i * 1_000L));
        }
        return readings;
    }

    /** Returns when they are safe. */
    static void put(Journal journal, List<? extends Event> events, Mark... marks) {
        CountDownLatch safe = new CountDownLatch(1);
        try {
            if (!journal.offer(new Parcel(events, List.of(marks), safe::countDown), Duration.ofSeconds(10))
                    || !safe.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("not taken, or not safe in time");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What waits in it, by line, and whether to say that the store has it. */
    static List<String> take(Journal journal, boolean stored) {
        List<String> lines = new ArrayList<>();
        try {
            Optional<Block> block = journal.outbox().take(Duration.ZERO);
            while (block.isPresent()) {
                new String(block.get().lines(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .forEach(lines::add);
                if (stored) {
                    journal.outbox().stored(block.get().sequence(), List.of());
                }
                block = journal.outbox().take(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    /** The numbers of the readings that wait in it. */
    static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(",number="))
                .map(line -> line.substring(line.indexOf(",number=") + 8))
                .map(number -> (int) Double.parseDouble(number.substring(0, number.indexOf(','))))
                .toList();
    }

    static Account account(Journal journal) {
        return journal.accounts().stream()
                .filter(one -> one.identity().measurement().equals("press"))
                .map(SignalAccount::account)
                .findFirst()
                .orElse(new Account(0, 0, 0, Map.of()));
    }

    static void awaitStored(Journal journal, long rows) {
        await().until(() -> account(journal).stored() == rows);
    }
}
