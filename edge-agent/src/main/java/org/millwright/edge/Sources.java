package org.millwright.edge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.CameraSourceConfig;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.PrognosisConfig;
import org.millwright.edge.config.SourceConfig;
import org.millwright.edge.config.VibrationConfig;
import org.millwright.edge.inference.MachineInputs;
import org.millwright.edge.inference.VibrationLoop;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.camera.CameraSource;
import org.millwright.edge.source.mqtt.MqttSource;
import org.millwright.edge.source.opcua.OpcUaSource;
import org.millwright.edge.waveform.Recordings;
import org.millwright.hardware.camera.Frame;

/** The configured sources, and which machine hangs on which. */
final class Sources implements AutoCloseable {

    /**
     * One source.
     *
     * @param machines whose readings it brings
     */
    record Feed(SourceConfig config, Source source, Set<Machine> machines) {}

    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private final Map<String, OpcUaSource> opcua = new HashMap<>();
    private final Map<String, MqttSource> mqtt = new HashMap<>();
    private final Map<String, Bus<Frame>> frames = new HashMap<>();

    /** @param recordings takes the waveforms */
    Sources(AgentConfig config, Intake intake, Recordings recordings, InstantSource clock) {
        for (SourceConfig source : config.sources()) {
            feeds.put(source.name(), feed(source, config, intake, recordings, clock));
        }
    }

    private Feed feed(
            SourceConfig source, AgentConfig config, Intake intake, Recordings recordings, InstantSource clock) {
        return switch (source) {
            case OpcUaSourceConfig plc -> {
                OpcUaSource client = new OpcUaSource(plc, config.data(), intake, recordings, clock);
                opcua.put(plc.name(), client);
                yield new Feed(plc, client, machinesOf(plc));
            }
            case MqttSourceConfig broker -> {
                MqttSource client = new MqttSource(broker, intake, recordings, clock);
                mqtt.put(broker.name(), client);
                yield new Feed(broker, client, machinesOf(broker));
            }
            case CameraSourceConfig camera -> {
                Bus<Frame> pictures = new Bus<>();
                frames.put(camera.name(), pictures);
                yield new Feed(camera, new CameraSource(camera, pictures, clock), Set.of());
            }
        };
    }

    private static Set<Machine> machinesOf(OpcUaSourceConfig plc) {
        Set<Machine> machines = new LinkedHashSet<>();
        plc.signals().forEach(signal -> machines.add(signal.signal().machine()));
        plc.browse().forEach(folder -> machines.add(folder.machine()));
        plc.waveforms().forEach(waveform -> machines.add(waveform.channel().machine()));
        return machines;
    }

    private static Set<Machine> machinesOf(MqttSourceConfig broker) {
        Set<Machine> machines = new LinkedHashSet<>();
        broker.signals().forEach(signal -> machines.add(signal.signal().machine()));
        broker.sparkplug().forEach(device -> machines.add(device.machine()));
        broker.waveforms().forEach(waveform -> machines.add(waveform.channel().machine()));
        return machines;
    }

    /** All that bring readings. */
    void startReading() {
        start(feed -> !(feed.config() instanceof CameraSourceConfig));
    }

    void startCameras() {
        start(feed -> feed.config() instanceof CameraSourceConfig);
    }

    private void start(Predicate<Feed> which) {
        feeds.values().stream().filter(which).forEach(feed -> feed.source().start());
    }

    List<Feed> all() {
        return List.copyOf(feeds.values());
    }

    Set<Machine> machines() {
        Set<Machine> machines = new LinkedHashSet<>();
        feeds.values().forEach(feed -> machines.addAll(feed.machines()));
        return machines;
    }

    /** The configuration was checked: there is one of this name. */
    OpcUaSource opcua(String name) {
        return Objects.requireNonNull(opcua.get(name), () -> "no OPC UA source " + name);
    }

    MqttSource mqtt(String name) {
        return Objects.requireNonNull(mqtt.get(name), () -> "no MQTT source " + name);
    }

    /** The pictures of one camera. */
    Bus<Frame> frames(String camera) {
        return Objects.requireNonNull(frames.get(camera), () -> "no camera " + camera);
    }

    List<Bus<Frame>> allFrames() {
        return List.copyOf(frames.values());
    }

    /** The inputs of one prognosis, and which source brings which. */
    MachineInputs inputs(PrognosisConfig prognosis) {
        return new MachineInputs(
                prognosis.machine(),
                prognosis.inputs(),
                signal -> sourceOf(prognosis.machine(), signal),
                prognosis.staleAfter());
    }

    /** The inputs of one diagnosis, and which source brings which. */
    MachineInputs inputs(DiagnosisConfig diagnosis) {
        return new MachineInputs(
                diagnosis.machine(),
                diagnosis.inputs(),
                signal -> sourceOf(diagnosis.machine(), signal),
                diagnosis.staleAfter());
    }

    /** One bearing, and which source brings the speed of its shaft. */
    VibrationLoop.Wanted wanted(VibrationConfig vibration) {
        return new VibrationLoop.Wanted(
                vibration,
                switch (vibration.speed()) {
                    case VibrationConfig.Figure.Fixed _ -> Optional.empty();
                    case VibrationConfig.Figure.Told(String signal) ->
                        Optional.of(sourceOf(vibration.channel().machine(), signal));
                });
    }

    private Source sourceOf(Machine machine, String signal) {
        List<Feed> having = feeds.values().stream()
                .filter(feed -> feed.machines().contains(machine))
                .toList();
        return having.stream()
                .filter(feed -> signalNames(feed.config(), machine).anyMatch(signal::equals))
                .findFirst()
                .orElse(having.getFirst())
                .source();
    }

    private static Stream<String> signalNames(SourceConfig config, Machine machine) {
        return switch (config) {
            case OpcUaSourceConfig plc ->
                plc.signals().stream()
                        .map(signal -> signal.signal())
                        .filter(signal -> signal.machine().equals(machine))
                        .map(signal -> signal.name());
            case MqttSourceConfig broker ->
                Stream.concat(
                                broker.signals().stream().map(MqttSourceConfig.MqttSignal::signal),
                                broker.sparkplug().stream()
                                        .flatMap(device -> device.metrics().stream())
                                        .map(MqttSourceConfig.SparkplugMetric::signal))
                        .filter(signal -> signal.machine().equals(machine))
                        .map(signal -> signal.name());
            case CameraSourceConfig camera -> Stream.empty();
        };
    }

    /** All at once: each may need a few seconds to say goodbye. */
    @Override
    public void close() {
        List<Thread> closing = new ArrayList<>();
        for (Feed feed : feeds.values()) {
            closing.add(Thread.ofVirtual().start(() -> feed.source().close()));
        }
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        frames.values().forEach(Bus::close);
    }
}
