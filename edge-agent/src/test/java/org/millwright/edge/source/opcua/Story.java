package org.millwright.edge.source.opcua;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.config.Secret;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** One agent through its lives: what was made safe outlives a kill, and each life may reach the server on a line of its own. */
final class Story implements AutoCloseable {

    static final Login OPERATOR = new Login.User(TestingOpcUaServer.USER, new Secret(TestingOpcUaServer.PASSWORD));

    private final String path;
    private final Path data;
    private final Login login;
    private final Security security;
    private final List<OpcUaSignal> signals;
    private Timings timings = Listener.QUICK;
    private final Bus<Event> bus = new Bus<>();
    private final TestingIntake intake = new TestingIntake(bus);
    private final List<Listener> agents = new ArrayList<>();
    private final List<FreezingProxy> lines = new ArrayList<>();

    Story(Path data, Login login, Security security, OpcUaSignal... signals) {
        this("/test", data, login, security, signals);
    }

    /** @param path of the server's endpoint */
    Story(String path, Path data, Login login, Security security, OpcUaSignal... signals) {
        this.path = path;
        this.data = data;
        this.login = login;
        this.security = security;
        this.signals = List.of(signals);
    }

    static Story secured(Path data) {
        return new Story(data, OPERATOR, Security.BASIC256SHA256, Listener.signal("T", ValueType.NUMBER));
    }

    /** A session that breaks is given up at once. */
    Story impatient() {
        timings = Listener.IMPATIENT;
        return this;
    }

    TestingIntake intake() {
        return intake;
    }

    /** An agent starts, with what an earlier one left. */
    Listener live(int port) {
        return live(port, source -> {});
    }

    Listener live(int port, Consumer<OpcUaSource> preparation) {
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "plc",
                "opc.tcp://127.0.0.1:" + port + path,
                security,
                Trust.FIRST_USE,
                login,
                Duration.ofMillis(20),
                signals,
                List.of());
        Listener listener = new Listener(config, data, bus, intake, timings);
        preparation.accept(listener.source());
        listener.start();
        agents.add(listener);
        return listener;
    }

    FreezingProxy lineTo(TestingOpcUaServer server) throws IOException {
        return lineTo(server.place().port());
    }

    FreezingProxy lineTo(int port) throws IOException {
        FreezingProxy line = new FreezingProxy(port);
        lines.add(line);
        return line;
    }

    /** The agent is gone with all that was not on disk, and says no word to the server. */
    void kill(Listener agent, FreezingProxy line) throws IOException {
        line.cut(true);
        intake.forget();
        agent.close();
        intake.forget();
        intake.release();
    }

    void putMark(String key, byte[] content) {
        intake.offer(new Parcel(List.of(), List.of(new Mark(key, content)), Receipt.NONE), Duration.ZERO);
    }

    /** What is on disk of the signal, in the order in which it got there. */
    List<Double> kept(String signal) {
        return readings(signal).stream()
                .map(reading -> reading.value() instanceof Value.Numeric(double value) ? value : Double.NaN)
                .toList();
    }

    List<Reading> readings(String signal) {
        return intake.kept().stream()
                .<Reading>mapMulti((event, out) -> {
                    if (event instanceof Reading reading
                            && reading.signal().name().equals(signal)) {
                        out.accept(reading);
                    }
                })
                .toList();
    }

    <T extends Event> List<T> kept(Class<T> kind) {
        return intake.kept().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void awaitKept(String signal, double value) {
        await().atMost(Duration.ofSeconds(30)).until(() -> kept(signal).contains(value));
    }

    void awaitKept(Predicate<Event> wanted) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> intake.kept().stream().anyMatch(wanted));
    }

    /** A value of this moment, as a PLC stamps it. */
    static DataValue now(double value) {
        return at(Instant.now(), value);
    }

    static DataValue at(Instant time, double value) {
        return new DataValue(new Variant(value), StatusCode.GOOD, new DateTime(time), new DateTime(time));
    }

    @Override
    public void close() throws IOException {
        agents.forEach(Listener::close);
        for (FreezingProxy line : lines) {
            line.close();
        }
    }
}
