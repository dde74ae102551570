package org.millwright.edge.sink;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.store.EmbeddedStore;
import org.millwright.edge.store.StoreStatus;

/**
 * A harness, not a test: the sink's thread against a bare writer of the same bytes, both at a fixed rate to the embedded
 * store. Prints CPU per row and side.
 */
final class SinkBench {

    private static final int SIGNALS = 10_000;
    private static final int ROUNDS_PER_SECOND = 10;

    private SinkBench() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        Path folder = Files.createTempDirectory("sink-bench");
        try (EmbeddedStore store =
                EmbeddedStore.start(new StoreConfig.Embedded(folder, 0), Set.of("bench"), InstantSource.system())) {
            store.awaitReady(Duration.ofSeconds(60));
            say("store up, RSS " + mebibytes(store) + " MiB");
            encodeOnly();
            if (seconds == 0) {
                return;
            }
            for (int run = 0; run < 2; run++) {
                sink(store, seconds, Plant.START + run * 86_400_000_000_000L * 2);
                bare(store, seconds, Plant.START + run * 86_400_000_000_000L * 2 + 86_400_000_000_000L);
            }
            say("store RSS " + mebibytes(store) + " MiB, CPU "
                    + ProcessHandle.of(((StoreStatus.Up) store.status()).pid())
                            .flatMap(p -> p.info().totalCpuDuration())
                            .map(Duration::toMillis)
                            .orElse(0L)
                    + " ms in all; rows " + new StoreReader(store.url()).count("bench"));
        }
    }

    private static void encodeOnly() {
        List<Event> events = round(Plant.START, 0);
        for (int run = 0; run < 5; run++) {
            LineProtocol protocol = new LineProtocol();
            Batch batch = new Batch(5_000, 2 << 20);
            List<List<Event>> rounds = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                rounds.add(round(Plant.START, i));
            }
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (List<Event> some : rounds) {
                for (Event event : some) {
                    protocol.append(event, batch);
                    if (batch.isFull()) {
                        batch.clear();
                    }
                }
            }
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            say("encode only: " + nanos / (50L * events.size()) + " ns of CPU a row");
        }
    }

    private static void sink(EmbeddedStore store, int seconds, long start) {
        Bus<Event> bus = new Bus<>();
        Subscription<Event> queue = bus.subscribe("store", 1_000_000, Overflow.REFUSE_NEWEST);
        InfluxSink sink = InfluxSink.to(
                store.asInflux(), queue, store::createTable, SinkSettings.DEFAULT, InstantSource.system());
        sink.start();
        long began = System.nanoTime();
        for (int round = 0; round < seconds * ROUNDS_PER_SECOND; round++) {
            List<Event> events = round(start, round);
            LockSupport.parkNanos(began + round * 1_000_000_000L / ROUNDS_PER_SECOND - System.nanoTime());
            bus.publishAll(events);
        }
        while (queue.counts().waiting() > 0 || sink.status().counts().waiting() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
        long cpu = sinkCpuNanos();
        bus.close();
        sink.close();
        say("sink: %s, %d ns of CPU a row"
                .formatted(sink.status().counts(), cpu / sink.status().counts().stored()));
    }

    private static void bare(EmbeddedStore store, int seconds, long start) {
        try (BareWriter writer = new BareWriter(store.asInflux())) {
            long began = System.nanoTime();
            long cpu = 0;
            for (int round = 0; round < seconds * ROUNDS_PER_SECOND; round++) {
                List<String> requests = BareWriter.encode(round(start, round), 5_000, measurement -> {});
                LockSupport.parkNanos(began + round * 1_000_000_000L / ROUNDS_PER_SECOND - System.nanoTime());
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                requests.forEach(writer::write);
                cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            }
            say("bare writer: %d ns of CPU a row".formatted(cpu / ((long) SIGNALS * seconds * ROUNDS_PER_SECOND)));
        }
    }

    private static long sinkCpuNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().equals("sink")) {
                return threads.getThreadCpuTime(info.getThreadId());
            }
        }
        return 0;
    }

    private static final List<Signal> BENCH = new ArrayList<>();

    private static List<Event> round(long start, int round) {
        if (BENCH.isEmpty()) {
            for (int i = 0; i < SIGNALS; i++) {
                BENCH.add(Plant.signal("bench", "Signal" + i, ValueType.NUMBER));
            }
        }
        Random random = new Random(round);
        List<Event> events = new ArrayList<>(SIGNALS);
        for (int i = 0; i < SIGNALS; i++) {
            events.add(Plant.number(BENCH.get(i), random.nextGaussian() * 100, start + round * 100_000_000L + i));
        }
        return events;
    }

    private static long mebibytes(EmbeddedStore store) {
        return store.residentBytes().orElse(0L) >> 20;
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }
}
