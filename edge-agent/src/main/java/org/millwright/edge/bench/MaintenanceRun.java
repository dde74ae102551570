package org.millwright.edge.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.millwright.edge.EdgeAgent;
import org.millwright.edge.web.AgentStatus;
import org.millwright.hardware.gateway.ProcessFacts;
import org.millwright.hardware.inference.BareNetwork;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.LifeContract;

/**
 * One agent in this process, fed by a {@link MachineFeed} in place of its sources, a store that takes everything beside it.
 */
final class MaintenanceRun {

    private static final int HISTORY_ROOM = 50_000;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    /**
     * What was found. {@code bare} are calls of the model on bare ONNX Runtime, ten a second while all ran.
     *
     * @param sent readings of the measured time; {@code prognoses} those that came of them
     * @param cpuByThread seconds of processor time in the measured time, by the thread's name
     * @param rssMiB every five seconds or so
     * @param dropped by place and reason, since the start
     * @param status of the agent at the end
     */
    record Result(
            Histogram latency,
            Histogram bare,
            long sent,
            long expected,
            long prognoses,
            long withLife,
            Cost cost,
            Map<String, Double> cpuByThread,
            List<Long> rssMiB,
            Map<String, Long> dropped,
            AgentStatus status) {}

    private final MaintenancePlan plan;
    private final Path folder;
    private final ModelBundle bundle;
    private final LifeContract contract;

    MaintenanceRun(MaintenancePlan plan, Path folder, ModelBundle bundle) {
        this.plan = plan;
        this.folder = folder;
        this.bundle = bundle;
        this.contract = LifeContract.read(bundle.contract());
    }

    Result run(Path directory) throws IOException, InterruptedException {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        store.start();
        URI url = URI.create("http://127.0.0.1:" + store.getAddress().getPort());
        int learn = Math.max(200, plan.history() * 3 / 4);
        MaintenanceSite site = MaintenanceSite.write(folder, directory, contract, plan, url, learn);
        try (EdgeAgent agent = EdgeAgent.start(site.config(), InstantSource.system());
                BareNetwork bare = new BareNetwork(bundle, 1)) {
            return measured(agent, bare, new MachineFeed(plan, site, contract, agent.intake()));
        } finally {
            store.stop(0);
        }
    }

    private Result measured(EdgeAgent agent, BareNetwork bare, MachineFeed feed) throws InterruptedException {
        PrognosisTap tap = new PrognosisTap(agent.bus());
        Instant start = Instant.now().plusMillis(200);
        feed.history(
                start,
                () -> waiting(agent) < HISTORY_ROOM && agent.status().journal().queued() < HISTORY_ROOM / 10);
        awaitQuiet(agent);
        Instant from = Instant.now().plusMillis(100);
        feed.live(from, plan.settle().toSeconds());

        long sentBefore = feed.sent();
        Instant begin = from.plus(plan.settle());
        tap.begin(begin);
        Looking looking = new Looking(bare);
        feed.live(begin, plan.measured().toSeconds());
        looking.end();
        awaitQuiet(agent);
        return new Result(
                tap.latency(),
                looking.bareNanos,
                feed.sent() - sentBefore,
                plan.measured().toSeconds() * plan.machines(),
                tap.made(),
                tap.withLife(),
                looking.cost(),
                looking.cpuByThread(),
                looking.rssMiB,
                dropped(agent, feed),
                agent.status());
    }

    private static int waiting(EdgeAgent agent) {
        return agent.bus().subscriptions().stream()
                .mapToInt(queue -> queue.counts().waiting())
                .max()
                .orElse(0);
    }

    /** What was handed over has been looked at by everyone. */
    private static void awaitQuiet(EdgeAgent agent) throws InterruptedException {
        long end = System.nanoTime() + DRAIN.toNanos();
        while (waiting(agent) > 0 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        Thread.sleep(700); // A group that is not complete settles within half a second.
    }

    private static Map<String, Long> dropped(EdgeAgent agent, MachineFeed feed) {
        Map<String, Long> dropped = new TreeMap<>();
        dropped.put("intake/no-room", feed.refused());
        AgentStatus status = agent.status();
        status.queues().forEach(queue -> {
            dropped.put("queue " + queue.name() + "/overflow", queue.counts().overflowed());
        });
        status.ledger().total().lost().forEach((reason, count) -> dropped.put("journal/" + reason, count));
        status.conditions()
                .ifPresent(state -> state.dropped().forEach((reason, count) -> {
                    dropped.put("condition/" + reason, count);
                }));
        return dropped;
    }

    /** Beside the run, on a thread of its own: memory, processor time, and the bare network now and then. */
    private static final class Looking {

        final Histogram bareNanos = new Histogram(3);
        final List<Long> rssMiB = new ArrayList<>();
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final Map<String, Double> before = cpu();
        private final ProcessFacts first = ProcessFacts.ofSelf();
        private final long begin = System.nanoTime();
        private final Thread thread;
        private volatile boolean over;
        private ProcessFacts last = first;
        private long end = begin;
        private Map<String, Double> after = before;

        Looking(BareNetwork bare) {
            thread = Thread.ofPlatform().name("bench-look").start(() -> look(bare));
        }

        private void look(BareNetwork bare) {
            for (int i = 0; !over; i++) {
                bareNanos.recordValue(bare.run());
                if (i % 50 == 0) {
                    rssMiB.add(ProcessFacts.ofSelf().rssMiB());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        void end() throws InterruptedException {
            last = ProcessFacts.ofSelf();
            after = cpu();
            end = System.nanoTime();
            over = true;
            thread.join();
        }

        Cost cost() {
            return Cost.between(first, last, Duration.ofNanos(end - begin));
        }

        Map<String, Double> cpuByThread() {
            Map<String, Double> found = new TreeMap<>();
            after.forEach((name, seconds) -> found.put(name, seconds - before.getOrDefault(name, 0.0)));
            return found;
        }

        private Map<String, Double> cpu() {
            Map<String, Double> seconds = new TreeMap<>();
            for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (info != null) {
                    String name = info.getThreadName().replaceAll("[0-9]+$", "*");
                    seconds.merge(name, threads.getThreadCpuTime(info.getThreadId()) / 1e9, Double::sum);
                }
            }
            return seconds;
        }
    }
}
