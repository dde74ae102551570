package org.millwright.simulator.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Everything that one trial runs. A fault reaches into it; {@link #settle} puts all of it right again. */
final class Rig implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(40);
    private static final Duration SHOWN = Duration.ofSeconds(20);

    private final Plan plan;
    private final Tools tools;
    private final Path folder;
    private final double scale;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<String> complaints = new ArrayList<>();
    private final Excused excused = new Excused();
    private final Store store;
    private final Optional<Broker> broker;
    private final Optional<TcpProxy> mqttCable;
    private final Optional<TcpProxy> opcUaCable;
    private final Optional<Sources.OpcUaLoad> opcUa;
    private final Optional<Sources.TopicLoad> topics;
    private final Agent agent;

    /** @param scale of all times of the faults */
    Rig(Plan plan, Tools tools, Path folder, double scale) throws IOException {
        this.plan = plan;
        this.tools = tools;
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        this.scale = scale;
        this.store = plan.store() == Plan.StoreKind.EMBEDDED ? new EmbeddedStore() : new InfluxStore(this.folder);
        opened.push(store);
        this.broker = plan.mqtt().map(mqtt -> open(new Broker(mqtt, tools, this.folder)));
        this.opcUa = plan.opcUa().map(server -> open(new Sources.OpcUaLoad(server, tools, this.folder)));
        this.topics = plan.mqtt()
                .map(mqtt -> open(new Sources.TopicLoad(
                        mqtt, tools, this.folder, broker.orElseThrow().port())));
        this.mqttCable =
                broker.isPresent() ? Optional.of(open(new TcpProxy(broker.get().port()))) : Optional.empty();
        this.opcUaCable =
                opcUa.isPresent() ? Optional.of(open(new TcpProxy(opcUa.get().port()))) : Optional.empty();
        Path data = plan.dataMebibytes() == 0
                ? this.folder.resolve("data")
                : open(new SmallDisk(this.folder.resolve("data"), plan.dataMebibytes()))
                        .folder();
        int webPort = Waiting.freePort();
        this.agent = open(new Agent(
                tools,
                this.folder,
                AgentFile.write(
                        plan,
                        data,
                        opcUaCable.map(TcpProxy::port).orElse(0),
                        mqttCable.map(TcpProxy::port).orElse(0),
                        store.section(),
                        webPort),
                webPort));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Returns when the sources make numbers and the agent reads them. */
    void start() throws IOException, InterruptedException {
        store.start();
        if (broker.isPresent()) {
            broker.get().start();
        }
        if (opcUa.isPresent()) {
            opcUa.get().start();
        }
        agent.start();
        agent.awaitSources();
        if (topics.isPresent()) {
            topics.get().start();
        }
        for (Sources.Load load : loads()) {
            Waiting.until("the first numbers are made", Duration.ofSeconds(30), () -> load.last() > 5);
        }
    }

    /** Puts everything right, lets the sources end, and waits until nothing more comes into the store. */
    List<Numbers> settle() throws IOException, InterruptedException {
        for (TcpProxy cable : cables()) {
            cable.delay(0);
            cable.become(TcpProxy.Line.WHOLE);
        }
        if (!agent.isAlive()) {
            agent.start();
        }
        agent.awaitSources();
        for (Sources.Load load : loads()) {
            load.stop();
        }
        Oracle oracle = new Oracle(store, plan);
        List<Numbers> numbers = look(oracle);
        long end = System.nanoTime() + DRAIN.toNanos();
        long changed = System.nanoTime();
        while (!Oracle.complete(numbers) && System.nanoTime() < end && System.nanoTime() - changed < QUIET.toNanos()) {
            Waiting.pass(Duration.ofMillis(500));
            List<Numbers> next = look(oracle);
            if (!next.equals(numbers)) {
                changed = System.nanoTime();
            }
            numbers = next;
        }
        return numbers;
    }

    /** The store may still be on its way up. */
    private List<Numbers> look(Oracle oracle) throws InterruptedException {
        List<Numbers> numbers = new ArrayList<>();
        Waiting.until("the store answers", Duration.ofMinutes(1), () -> {
            numbers.clear();
            return numbers.addAll(oracle.look(this::last));
        });
        return numbers;
    }

    private long last(String table) throws IOException {
        return table.equals(AgentFile.OPCUA_TABLE) ? opcUa().last() : topics().last();
    }

    private List<Sources.Load> loads() {
        List<Sources.Load> loads = new ArrayList<>();
        opcUa.ifPresent(loads::add);
        topics.ifPresent(loads::add);
        return loads;
    }

    List<TcpProxy> cables() {
        List<TcpProxy> cables = new ArrayList<>();
        opcUaCable.ifPresent(cables::add);
        mqttCable.ifPresent(cables::add);
        return cables;
    }

    Duration scaled(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() * scale));
    }

    void pass(Duration time) throws InterruptedException {
        Waiting.pass(scaled(time));
    }

    /** Something besides the numbers that must hold. */
    void require(boolean holds, String sentence) {
        if (!holds) {
            complaints.add(sentence);
        }
    }

    /** The same, of something that takes its time to show. */
    void requireSoon(Callable<Boolean> condition, String sentence) throws InterruptedException {
        try {
            Waiting.until(sentence, SHOWN, condition);
        } catch (FaultsException e) {
            complaints.add(sentence);
        }
    }

    List<String> complaints() {
        return complaints;
    }

    Excused excused() {
        return excused;
    }

    Plan plan() {
        return plan;
    }

    Tools tools() {
        return tools;
    }

    Path folder() {
        return folder;
    }

    Agent agent() {
        return agent;
    }

    Store store() {
        return store;
    }

    InfluxStore influx() {
        return (InfluxStore) store;
    }

    Broker broker() {
        return broker.orElseThrow();
    }

    Sources.OpcUaLoad opcUa() {
        return opcUa.orElseThrow();
    }

    Sources.TopicLoad topics() {
        return topics.orElseThrow();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("faults: not closed: " + e);
            }
        }
    }
}
