package org.millwright.edge.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaFolder;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaWaveform;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.signal.Machine;

/** Reads {@code opcua:} sources. */
final class OpcUaReader {

    private static final Format<URI> ENDPOINT = Formats.url("opc.tcp://192.168.0.10:4840/path", 4840, "opc.tcp");
    private static final Format<Security> SECURITY =
            Formats.choice(ordered("Basic256Sha256", Security.BASIC256SHA256, "None", Security.NONE));
    private static final Format<Trust> TRUST =
            Formats.choice(ordered("listed", Trust.FOLDER, "first-use", Trust.FIRST_USE));
    private static final Format<Duration> SAMPLING =
            Formats.duration(Duration.ZERO, Duration.ofHours(24), "100ms, or 0ms for every change");
    private static final Format<Duration> PUBLISHING =
            Formats.duration(Duration.ofMillis(5), Duration.ofHours(1), "100ms");
    private static final Format<Integer> QUEUE =
            Formats.whole(1, 65_535, "write how many values the server keeps, such as 10");
    private static final Format<String> NAMESPACE =
            Formats.TEXT.remedy("write the namespace's URI, such as urn:my:plc");
    private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);
    private static final int LEAST_QUEUE = 10;
    /** Arrays are large; the newest is what counts. */
    private static final int WAVEFORM_QUEUE = 2;

    private final Inventory inventory;
    private final Secrets secrets;
    private final PlacedFiles files;

    OpcUaReader(Inventory inventory, Secrets secrets, PlacedFiles files) {
        this.inventory = inventory;
        this.secrets = secrets;
        this.files = files;
    }

    /** What a machine or signal takes over where it does not say otherwise; no queue size means one that fits. */
    private record Defaults(
            Duration publishing, Duration interval, Optional<Integer> queue, Optional<String> namespace) {

        Defaults with(Section section) {
            return new Defaults(
                    publishing,
                    section.optional("sampling", SAMPLING, interval),
                    section.find("queue-size", QUEUE).or(() -> queue),
                    section.find("namespace", NAMESPACE).or(() -> namespace));
        }

        /** Twice what comes between two publishes, so that a late publish loses nothing. */
        Sampling sampling() {
            Duration fastest = interval.isZero() ? Duration.ofMillis(1) : interval;
            long between = Math.ceilDiv(publishing.toNanos(), fastest.toNanos());
            return new Sampling(interval, queue.orElse(Math.clamp(2 * between, LEAST_QUEUE, 65_535)));
        }

        Sampling waveformSampling() {
            return new Sampling(interval, WAVEFORM_QUEUE);
        }
    }

    OpcUaSourceConfig read(Section section) {
        String name = inventory.sourceName(section);
        URI endpoint = section.required("endpoint", ENDPOINT);
        Security security = section.optional("security", SECURITY, Security.BASIC256SHA256);
        Trust trust = section.optional("trust", TRUST, Trust.FOLDER);
        Login login = login(section.section("login"));
        Duration publishing = section.optional("publishing", PUBLISHING, DEFAULT_INTERVAL);
        Defaults defaults =
                new Defaults(publishing, DEFAULT_INTERVAL, Optional.empty(), Optional.empty()).with(section);
        List<OpcUaSignal> signals = new ArrayList<>();
        List<OpcUaFolder> folders = new ArrayList<>();
        List<OpcUaWaveform> waveforms = new ArrayList<>();
        if (!section.has("machines")) {
            section.missing("machines", "write machines: with a name, a kind and signals for each");
        }
        for (Section machine : section.sections("machines")) {
            machine(machine, defaults, signals, folders, waveforms);
        }
        section.end();
        return new OpcUaSourceConfig(
                name, endpoint.toString(), security, trust, login, publishing, signals, folders, waveforms);
    }

    private void machine(
            Section section,
            Defaults above,
            List<OpcUaSignal> signals,
            List<OpcUaFolder> folders,
            List<OpcUaWaveform> waveforms) {
        Machine machine = inventory.machine(section);
        Defaults defaults = above.with(section);
        String prefix = section.optional("prefix", NodeIds.PREFIX, "");
        section.find("browse").map(Entry::oneOrMore).orElse(List.of()).forEach(folder -> {
            inventory.markOpen(machine);
            address(folder, defaults)
                    .ifPresent(address -> folders.add(new OpcUaFolder(machine, address, defaults.sampling())));
        });
        for (Section waveform : section.sections("waveforms")) {
            Defaults own = defaults.with(waveform);
            waveforms.add(new OpcUaWaveform(
                    inventory.channel(waveform, machine),
                    address(waveform, prefix, own.namespace()),
                    own.waveformSampling()));
            waveform.end();
        }
        if (!section.has("signals") && !section.has("browse") && !section.has("waveforms")) {
            section.missing("signals", "write signals: or browse: with the folder that holds them");
        }
        for (Section signal : section.sections("signals")) {
            Defaults own = defaults.with(signal);
            signals.add(new OpcUaSignal(
                    inventory.signal(signal, machine), address(signal, prefix, own.namespace()), own.sampling()));
            signal.end();
        }
        section.end();
    }

    /** A folder to browse: a NodeId, or a map with {@code node} or {@code path}. */
    private static Optional<NodeAddress> address(Entry entry, Defaults defaults) {
        if (!entry.isMap()) {
            return entry.read(NodeIds.format(""));
        }
        Section section = entry.section();
        Optional<String> namespace = section.find("namespace", NAMESPACE).or(defaults::namespace);
        NodeAddress address = address(section, "", namespace);
        section.end();
        return Optional.of(address);
    }

    private static NodeAddress address(Section section, String prefix, Optional<String> namespace) {
        section.atMostOneOf("node", "path");
        Optional<List<String>> path = section.find("path", NodeIds.path());
        if (path.isPresent()) {
            if (namespace.isEmpty()) {
                section.missing("namespace", NAMESPACE.remedy() + " (here or for the whole source)");
            }
            return new NodeAddress.ByPath(namespace.orElse(""), path.get());
        }
        if (section.has("path")) {
            return NodeIds.format("").standIn();
        }
        return section.required("node", NodeIds.format(prefix));
    }

    private Login login(Section section) {
        if (!section.isPresent()) {
            return new Login.Anonymous();
        }
        section.atMostOneOf("user", "certificate");
        Login login = section.has("certificate") ? certificate(section) : user(section);
        section.end();
        return login;
    }

    private Login user(Section section) {
        String user = section.required("user", Formats.TEXT.remedy("write user: NAME, or leave login out"));
        return new Login.User(user, secrets.required(section, "password"));
    }

    private Login certificate(Section section) {
        return new Login.Certificate(
                section.required("certificate", files.existingFile()),
                section.required("key", files.existingFile()),
                secrets.find(section, "passphrase"));
    }

    private static <T> Map<String, T> ordered(String first, T one, String second, T two) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
