package org.millwright.edge.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.hardware.camera.DecodingTrial;
import org.millwright.hardware.gateway.GatewayFacts;
import org.millwright.hardware.gateway.ProcessFacts;
import org.millwright.hardware.inference.BareNetwork;
import org.millwright.hardware.inference.Choice;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Variant;
import org.millwright.vision.Inspection;
import org.millwright.vision.SurfaceInspector;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright bench vision}: from a decoded picture to its verdict, beside the same network on bare ONNX Runtime. */
@Command(
        name = "millwright bench vision",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Judges the bundle's golden pictures one after the other, in turns with the same network on bare ONNX Runtime,",
            "and prints how long each took, what of it is ours, and how the memory grew. JPEG is measured apart."
        })
public final class VisionBench implements Callable<Integer> {

    private static final int UNUSABLE = 2;
    private static final int WARM_UP = 500;
    private static final int BARE_ROUNDS = 5_000;
    private static final int HAND_OVERS = 2_000;
    private static final int JPEGS = 200;
    private static final int[][] SIZES = {{224, 224}, {640, 480}, {1280, 1024}};

    @Option(names = "--bundle", description = "The folder of a bundle (default: the shipped one).")
    private @Nullable Path bundle;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--frames", defaultValue = "20000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(names = "--threads", defaultValue = "1", description = "For one picture (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--report", description = "Write the result as one JSON object to this file.")
    private @Nullable Path report;

    private final PrintStream out = System.out;
    private final List<String> json = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VisionBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        GatewayFacts facts = GatewayFacts.read();
        out.printf(Locale.ROOT, "%s, %d cores, %s%n", facts.cpu(), facts.cores(), facts.jvm());
        ModelBundle read = ModelBundle.read(bundle == null ? home.resolve("vision/models/surface") : bundle);
        try (SurfaceInspector inspector = SurfaceInspector.open(read, threads);
                BareNetwork bare = new BareNetwork(inspector.bundle(), threads)) {
            out.println("runs in " + inspector.choice().inWords());
            List<BenchPicture> pictures = BenchPicture.of(inspector.bundle());
            var _ = inspector.warmUp();
            for (int i = 0; i < WARM_UP; i++) {
                Inspection inspection =
                        inspector.inspect(pictures.get(i % pictures.size()).image());
                if (Double.isNaN(inspection.score())) {
                    out.println("the bundle does not judge its own golden pictures: " + inspection.reason());
                    return UNUSABLE;
                }
                var _ = bare.run();
            }
            inTurns(inspector, bare, pictures);
            precisions(read, inspector.choice());
            memory(inspector, pictures);
        }
        handOver();
        jpeg();
        if (report != null) {
            Files.writeString(report, "{" + String.join(",", json) + "}\n");
        }
        return 0;
    }

    private void inTurns(SurfaceInspector inspector, BareNetwork bare, List<BenchPicture> pictures) {
        int rounds = Math.min(frames, BARE_ROUNDS);
        long[] whole = new long[rounds];
        long[] ours = new long[rounds];
        long[] alone = new long[rounds];
        long[] wholeWork = new long[rounds];
        long[] aloneWork = new long[rounds];
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < rounds; i++) {
            long work = clock.getCurrentThreadCpuTime();
            alone[i] = bare.run();
            aloneWork[i] = clock.getCurrentThreadCpuTime() - work;
            work = clock.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            var _ = inspector.inspect(pictures.get(i % pictures.size()).image());
            whole[i] = System.nanoTime() - begin;
            wholeWork[i] = clock.getCurrentThreadCpuTime() - work;
            ours[i] = whole[i] - inspector.runNanos();
        }
        print("picture to verdict", "verdict", whole);
        print("… bare ONNX Runtime, in turns", "bare", alone);
        print("… ours: before and after the network", "ours", ours);
        if (threads == 1) {
            print("processor time: picture to verdict", "verdictWork", wholeWork);
            print("… bare ONNX Runtime", "bareWork", aloneWork);
        }
    }

    /** All that the bundle holds, in turns, on bare ONNX Runtime. */
    private void precisions(ModelBundle read, Choice choice) {
        if (choice.medianMillis().isEmpty()) {
            return;
        }
        Map<String, BareNetwork> networks = new LinkedHashMap<>();
        try {
            networks.put(Choice.FLOAT, new BareNetwork(read, threads));
            for (Variant variant : read.variants()) {
                if (!choice.refused().containsKey(variant.precision())) {
                    networks.put(variant.precision(), new BareNetwork(read.as(variant), threads));
                }
            }
            int rounds = Math.min(frames, BARE_ROUNDS);
            Map<String, long[]> nanos = new LinkedHashMap<>();
            networks.keySet().forEach(name -> nanos.put(name, new long[rounds]));
            for (int i = -WARM_UP; i < rounds; i++) {
                int at = Math.max(0, i);
                networks.forEach((name, network) -> requireNonNull(nanos.get(name))[at] = network.run());
            }
            nanos.forEach((name, its) -> print("bare ONNX Runtime in " + name, "bare-" + name, its));
        } finally {
            networks.values().forEach(BareNetwork::close);
        }
    }

    private void memory(SurfaceInspector inspector, List<BenchPicture> pictures) {
        long first = 0;
        long most = 0;
        long last = 0;
        int tenth = Math.max(1, Math.ceilDiv(frames, 10));
        long allocated = allocated();
        for (int i = 1; i <= frames; i++) {
            var _ = inspector.inspect(pictures.get(i % pictures.size()).image());
            if (i % tenth == 0) {
                last = ProcessFacts.ofSelf().rssMiB();
                first = first == 0 ? last : first;
                most = Math.max(most, last);
            }
        }
        out.printf(
                Locale.ROOT,
                "resident memory over %,d pictures: %d MiB after the first tenth, %d at the end, %d at most;"
                        + " %.1f KiB of heap a picture%n",
                frames,
                first,
                last,
                most,
                (allocated() - allocated) / 1024.0 / frames);
        json.add(String.format(
                Locale.ROOT, "\"frames\":%d,\"rssFirst\":%d,\"rssLast\":%d,\"rssMost\":%d", frames, first, last, most));
    }

    /** What this thread has put on the heap since it began, in bytes. */
    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean counted
                ? counted.getCurrentThreadAllocatedBytes()
                : 0;
    }

    /** From the thread that has the picture to the one that judges it, through the queue that stands between them. */
    private void handOver() throws InterruptedException {
        Bus<Long> bus = new Bus<>();
        Subscription<Long> queue = bus.subscribe("frames", 2, Overflow.DROP_OLDEST);
        long[] nanos = new long[HAND_OVERS];
        Thread sender = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < HAND_OVERS; i++) {
                LockSupport.parkNanos(1_000_000);
                bus.publish(System.nanoTime());
            }
        });
        List<Long> next = new ArrayList<>(1);
        int count = 0;
        while (count < HAND_OVERS && (sender.isAlive() || queue.counts().waiting() > 0)) {
            if (queue.drainTo(next, 1, Duration.ofMillis(50)) > 0) {
                nanos[count++] = System.nanoTime() - next.getFirst();
                next.clear();
            }
        }
        sender.join();
        print("hand-over between threads", "handOver", Arrays.copyOf(nanos, count));
    }

    private void jpeg() {
        for (int[] size : SIZES) {
            String name = size[0] + "x" + size[1];
            print("JPEG " + name + ", Java", "jpeg-java-" + name, DecodingTrial.decode(size[0], size[1], JPEGS, false));
            print(
                    "JPEG " + name + ", libjpeg-turbo",
                    "jpeg-turbo-" + name,
                    DecodingTrial.decode(size[0], size[1], JPEGS, true));
        }
    }

    private void print(String what, String key, long[] nanos) {
        if (nanos.length == 0) {
            out.printf(Locale.ROOT, "%-40s not there: install libturbojpeg0%n", what);
            return;
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double p50 = at(sorted, 0.5);
        double p99 = at(sorted, 0.99);
        double p999 = at(sorted, 0.999);
        out.printf(
                Locale.ROOT,
                "%-40s p50 %7.3f  p99 %7.3f  p99.9 %7.3f ms  (%,d)%n",
                what,
                p50,
                p99,
                p999,
                sorted.length);
        json.add(String.format(
                Locale.ROOT,
                "\"%s\":{\"count\":%d,\"p50\":%.4f,\"p99\":%.4f,\"p999\":%.4f}",
                key,
                sorted.length,
                p50,
                p99,
                p999));
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
