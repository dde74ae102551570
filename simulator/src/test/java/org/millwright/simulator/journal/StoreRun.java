package org.millwright.simulator.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One store in a process of its own. What it finds out it prints as {@code name=value}. */
final class StoreRun {

    private static final long SEED = 42;

    private final GroupStore.Kind kind;
    private final Path folder;
    private final Workload workload;

    private StoreRun(GroupStore.Kind kind, Path folder, Workload.Size size) {
        this.kind = kind;
        this.folder = folder;
        this.workload = new Workload(size, SEED);
    }

    /** What, kind, size and folder; for {@code measure} also seconds of warm-up and seconds. */
    public static void main(String[] arguments) throws Exception {
        StoreRun run = new StoreRun(
                GroupStore.Kind.valueOf(arguments[1]), Path.of(arguments[3]), Workload.Size.valueOf(arguments[2]));
        switch (arguments[0]) {
            case "measure" -> run.measure(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
            case "fill" -> run.fill();
            case "open" -> run.open();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(String name, double value) {
        System.out.println(name + "=" + String.format(Locale.ROOT, "%.6f", value));
    }

    private void measure(int warmUp, int seconds) throws Exception {
        ProcessFigures bare = ProcessFigures.read();
        try (GroupStore store = kind.open(folder)) {
            long next = 1;
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUp);
            while (System.nanoTime() < until) {
                store.commit(workload.group(next++, true));
            }
            long[] nanos = new long[1 << 20];
            int commits = 0;
            long payload = 0;
            ProcessFigures before = ProcessFigures.read();
            long start = System.nanoTime();
            until = start + TimeUnit.SECONDS.toNanos(seconds);
            long now = start;
            while (now < until && commits < nanos.length) {
                Group group = workload.group(next++, true);
                long began = now;
                store.commit(group);
                now = System.nanoTime();
                nanos[commits++] = now - began;
                payload += workload.payloadBytes(group);
            }
            ProcessFigures after = ProcessFigures.read();
            say("commits", commits / ((now - start) / 1e9));
            percentiles(Arrays.copyOf(nanos, commits));
            say("cpu", (after.cpuNanos() - before.cpuNanos()) / 1e9 / commits * 1000);
            say("amplification", (after.writtenBytes() - before.writtenBytes()) / (double) payload);
            say("resident", (double) (after.mostResidentBytes() - bare.residentBytes()));
            // As a running agent would have it: a clean end tidies up.
            Disk disk = Disk.of(folder);
            say("files", (double) disk.files());
            say("bytes", (double) disk.bytes());
        }
    }

    private static void percentiles(long[] nanos) {
        Arrays.sort(nanos);
        say("p50", at(nanos, 0.5));
        say("p99", at(nanos, 0.99));
        say("p999", at(nanos, 0.999));
        say("most", at(nanos, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }

    /** Until it is killed. */
    private void fill() throws Exception {
        try (GroupStore store = kind.open(folder)) {
            for (long next = 1; ; next++) {
                store.commit(workload.group(next, false));
                System.out.println("safe=" + next);
            }
        }
    }

    private void open() throws Exception {
        // Classes and the native library are not what is measured.
        try (GroupStore other = kind.open(Files.createDirectory(folder.resolveSibling("other")))) {
            other.commit(workload.group(1, false));
        }
        long start = System.nanoTime();
        try (GroupStore store = kind.open(folder)) {
            long newest = store.newest();
            say("open", (System.nanoTime() - start) / 1e6);
            long commit = System.nanoTime();
            store.commit(workload.group(newest + 1, false));
            say("first", (System.nanoTime() - commit) / 1e6);
            System.out.println("newest=" + newest);
            System.out.println("whole=" + whole(store, newest));
        }
    }

    /** Blocks that are there and hold what was written. */
    private static long whole(GroupStore store, long newest) throws Exception {
        long whole = 0;
        for (long sequence = 1; sequence <= newest; sequence++) {
            Optional<byte[]> block = store.block(sequence);
            if (block.isPresent() && Workload.stampOf(block.get()) == sequence) {
                whole++;
            }
        }
        return whole;
    }
}
