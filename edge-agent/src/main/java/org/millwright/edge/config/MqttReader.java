package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.config.MqttSourceConfig.Login;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.MqttWaveform;
import org.millwright.edge.config.MqttSourceConfig.Payload;
import org.millwright.edge.config.MqttSourceConfig.Session;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.config.MqttSourceConfig.SparkplugMetric;
import org.millwright.edge.config.MqttSourceConfig.Tls;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.config.Parsed.Ok;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.waveform.SampleFormat;

/** Reads {@code mqtt:} sources. */
final class MqttReader {

    private static final Format<URI> BROKER = Formats.url("tcp://192.168.0.20:1883", 0, "tcp", "ssl");
    private static final Format<Version> VERSION = Formats.choice(versions());
    private static final Format<Boolean> REBIRTH = Formats.choice(yesNo());
    private static final Format<Duration> EXPIRY =
            Formats.duration(Duration.ZERO, Duration.ofDays(365), "168h, or 0s to keep nothing");
    private static final Format<Integer> RECEIVE_MAXIMUM =
            Formats.whole(1, 65_535, "write how many messages may wait for their acknowledgement, such as 2000");
    private static final Format<Duration> REORDER = Formats.duration(Duration.ZERO, Duration.ofMinutes(1), "2s");
    private static final Format<String> CLIENT_ID =
            Formats.TEXT.then("", id -> id.length() <= 128 ? new Ok<>(id) : Parsed.wrong("has more than 128 letters"));

    /** One level of a Sparkplug topic: Sparkplug 3.0.0, 4.1 keeps / + # out of ids. */
    private static final Format<String> SPARKPLUG_ID = Formats.TEXT.then(
            "",
            id -> id.matches("[^/+#]+") ? new Ok<>(id) : Parsed.wrong("holds / + or #, which a Sparkplug id may not"));

    private static final Format<SampleFormat.Encoding> ENCODING = Formats.choice(encodings());
    private static final Format<Double> SCALE =
            Formats.number(-1e12, 1e12, "write what one unit of the message is, such as 0.001");

    private final Inventory inventory;
    private final Secrets secrets;
    private final PlacedFiles files;

    MqttReader(Inventory inventory, Secrets secrets, PlacedFiles files) {
        this.inventory = inventory;
        this.secrets = secrets;
        this.files = files;
    }

    private static Map<String, Version> versions() {
        Map<String, Version> versions = new LinkedHashMap<>();
        versions.put("5", Version.MQTT_5);
        versions.put("3.1.1", Version.MQTT_3_1_1);
        return versions;
    }

    private static Map<String, SampleFormat.Encoding> encodings() {
        Map<String, SampleFormat.Encoding> words = new LinkedHashMap<>();
        for (SampleFormat.Encoding encoding : SampleFormat.Encoding.values()) {
            words.put(encoding.name().toLowerCase(Locale.ROOT).replace('_', '-'), encoding);
        }
        return words;
    }

    private static Map<String, Boolean> yesNo() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("true", true);
        words.put("false", false);
        return words;
    }

    MqttSourceConfig read(Section section) {
        String name = inventory.sourceName(section);
        URI broker = withPort(section.required("broker", BROKER));
        Version version = section.optional("version", VERSION, Version.MQTT_5);
        String clientId = section.optional(
                "client-id", CLIENT_ID, "millwright-" + inventory.site().line() + "-" + name);
        Optional<Login> login = login(section.section("login"));
        Optional<Tls> tls = tls(section, broker);
        Session session = new Session(
                section.optional("session-expiry", EXPIRY, Session.DEFAULT.expiry()),
                section.optional("receive-maximum", RECEIVE_MAXIMUM, Session.DEFAULT.receiveMaximum()));
        Duration reorder = section.optional("sparkplug-reorder", REORDER, MqttSourceConfig.REORDER);
        boolean rebirth = section.optional("sparkplug-rebirth", REBIRTH, true);
        List<MqttSignal> signals = new ArrayList<>();
        List<SparkplugDevice> devices = new ArrayList<>();
        List<MqttWaveform> waveforms = new ArrayList<>();
        if (!section.has("machines")) {
            section.missing("machines", "write machines: with a name, a kind and signals for each");
        }
        for (Section machine : section.sections("machines")) {
            machine(machine, signals, devices, waveforms);
        }
        section.end();
        return new MqttSourceConfig(
                name, broker, version, clientId, login, tls, signals, devices, rebirth, reorder, session, waveforms);
    }

    private static URI withPort(URI broker) {
        if (broker.getPort() >= 0 || broker.getHost() == null) {
            return broker;
        }
        boolean encrypted = "ssl".equalsIgnoreCase(broker.getScheme());
        return URI.create(broker.getScheme() + "://" + broker.getHost() + ":" + (encrypted ? 8883 : 1883));
    }

    private Optional<Login> login(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        String user = section.required("user", Formats.TEXT.remedy("write user: NAME, or leave login out"));
        Login login = new Login(user, secrets.required(section, "password"));
        section.end();
        return Optional.of(login);
    }

    private Optional<Tls> tls(Section source, URI broker) {
        Section section = source.section("tls");
        if (!section.isPresent()) {
            return Optional.empty();
        }
        if ("tcp".equalsIgnoreCase(broker.getScheme())) {
            source.problem("broker", "is not encrypted, and tls: is given", "write ssl:// in place of tcp://");
        }
        Path authority = section.required(
                "ca",
                files.existingFile().remedy("write ca: PATH of the PEM file that signs the broker's certificate"));
        Optional<Path> certificate = section.find("certificate", files.existingFile());
        Optional<Path> key = section.find("key", files.existingFile());
        if (section.has("certificate") != section.has("key")) {
            section.missing(section.has("key") ? "certificate" : "key", "give both, or neither");
        }
        section.end();
        return Optional.of(new Tls(authority, certificate, key));
    }

    private void machine(
            Section section, List<MqttSignal> signals, List<SparkplugDevice> devices, List<MqttWaveform> waveforms) {
        Machine machine = inventory.machine(section);
        Optional<String> topic = section.find("topic", Topics.FILTER);
        Section sparkplug = section.section("sparkplug");
        List<SparkplugMetric> metrics = new ArrayList<>();
        for (Section signal : section.sections("signals")) {
            if (signal.has("metric")) {
                metrics.add(metric(signal, machine, section.has("sparkplug")));
            } else if (section.has("sparkplug") && topic.isEmpty() && !signal.has("topic")) {
                inventory.signal(signal, machine);
                signal.missing("metric", "write metric: with the name that BIRTH gives, such as Motor/Speed");
            } else {
                signals.add(signal(signal, machine, topic, section.has("topic")));
            }
            signal.end();
        }
        section.sections("waveforms").forEach(waveform -> waveforms.add(waveform(waveform, machine)));
        if (sparkplug.isPresent()) {
            devices.add(device(sparkplug, machine, metrics));
        } else if (!section.has("signals") && !section.has("sparkplug") && !section.has("waveforms")) {
            section.missing("signals", "write signals: with a name and a topic for each, or sparkplug:");
        }
        section.end();
    }

    private MqttWaveform waveform(Section section, Machine machine) {
        Channel channel = inventory.channel(section, machine);
        String topic = section.required("topic", Topics.NAME);
        SampleFormat.Encoding encoding = section.required("encoding", ENCODING);
        double scale = section.optional("scale", SCALE, 1.0);
        if (scale == 0) {
            section.problem("scale", "makes every sample 0", "write what one unit of the message is, such as 0.001");
        }
        section.end();
        return new MqttWaveform(channel, topic, new SampleFormat(encoding, scale));
    }

    private SparkplugMetric metric(Section section, Machine machine, boolean hasDevice) {
        if (!hasDevice) {
            section.problem(
                    "metric", "is for a Sparkplug machine", "add sparkplug: {group: …, edge-node: …} to the machine");
        }
        section.atMostOneOf("metric", "topic");
        String metric = section.required("metric", Formats.TEXT);
        return new SparkplugMetric(metric, inventory.signal(section, machine));
    }

    private MqttSignal signal(Section section, Machine machine, Optional<String> above, boolean machineHasTopic) {
        Signal signal = inventory.signal(section, machine);
        boolean own = section.has("topic") || !machineHasTopic;
        String topic = own ? section.required("topic", Topics.FILTER) : above.orElse("");
        Optional<String> value = section.find("value", Topics.POINTER_FORMAT);
        Optional<String> time = section.find("time", Topics.POINTER_FORMAT);
        if (section.has("time") && !section.has("value")) {
            section.missing("value", "a plain payload has no time; write value: with a JSON pointer");
        }
        Payload payload =
                value.<Payload>map(pointer -> new Payload.Json(pointer, time)).orElseGet(Payload.Plain::new);
        return new MqttSignal(signal, topic, payload);
    }

    private SparkplugDevice device(Section section, Machine machine, List<SparkplugMetric> metrics) {
        String group = section.required("group", SPARKPLUG_ID);
        String edgeNode = section.required("edge-node", SPARKPLUG_ID);
        Optional<String> device = section.find("device", SPARKPLUG_ID);
        section.end();
        if (metrics.isEmpty()) {
            inventory.markOpen(machine);
        }
        return new SparkplugDevice(machine, group, edgeNode, device, metrics);
    }
}
