package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.signal.Machine;

/** Reads {@code inspections:} and the handshake of each. */
final class InspectionReader {

    private static final String DEFAULT_KIND = "station";
    private static final Format<Duration> DEADLINE =
            Formats.duration(Duration.ofMillis(1), Duration.ofMinutes(1), "200ms");
    private static final Format<Duration> HEARTBEAT =
            Formats.duration(Duration.ofMillis(10), Duration.ofSeconds(10), "200ms");
    private static final Duration DEFAULT_DEADLINE = Duration.ofMillis(200);
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofMillis(200);

    private final Inventory inventory;
    private final References references;
    private final PlacedFiles files;
    private final List<AllowedOutput> allowed;

    InspectionReader(Inventory inventory, References references, PlacedFiles files, List<AllowedOutput> allowed) {
        this.inventory = inventory;
        this.references = references;
        this.files = files;
        this.allowed = allowed;
    }

    List<InspectionConfig> read(Section root) {
        List<InspectionConfig> inspections = new ArrayList<>();
        Map<String, Integer> stations = new HashMap<>();
        for (Section section : root.sections("inspections")) {
            InspectionConfig inspection = inspection(section);
            String name = inspection.station().name();
            Integer first = name.isEmpty() ? null : stations.putIfAbsent(name, section.line());
            if (first != null) {
                section.problem("station", "is inspected already (line " + first + ")", "name each station once");
            }
            inspections.add(inspection);
        }
        return inspections;
    }

    private InspectionConfig inspection(Section section) {
        String name = section.required("station", Formats.NAME_FORMAT);
        Optional<String> kind = section.find("kind", Formats.KIND_FORMAT);
        Machine station =
                inventory.machine(name).orElseGet(() -> new Machine(inventory.site(), name, kind.orElse(DEFAULT_KIND)));
        if (kind.isPresent() && !kind.get().equals(station.kind())) {
            section.problem("kind", name + " is a " + station.kind() + " among the sources", "leave kind out");
        }
        String camera = references
                .source(section, "camera", CameraSourceConfig.class, "camera")
                .map(CameraSourceConfig::name)
                .orElse("");
        Path model = section.required("model", files.existingFolder().remedy("write the folder of a model bundle"));
        Duration deadline = section.optional("deadline", DEADLINE, DEFAULT_DEADLINE);
        Section release = section.section("release");
        InspectionConfig inspection = new InspectionConfig(
                station,
                camera,
                model,
                deadline,
                release.isPresent() ? Optional.of(release(release)) : Optional.empty());
        section.end();
        return inspection;
    }

    private ReleaseConfig release(Section section) {
        String source = references
                .source(section, "source", OpcUaSourceConfig.class, "opcua")
                .map(OpcUaSourceConfig::name)
                .orElse("");
        Optional<String> prefix = section.find("prefix", NodeIds.PREFIX);
        ReleaseConfig release = new ReleaseConfig(
                source,
                node(section, prefix, "busy", "Busy"),
                node(section, prefix, "part", "PartId"),
                node(section, prefix, "sequence", "Sequence"),
                node(section, prefix, "acknowledge", "Acknowledge"),
                node(section, prefix, "verdict-part", "VerdictPartId"),
                node(section, prefix, "verdict-sequence", "VerdictSequence"),
                node(section, prefix, "good", "VerdictGood"),
                node(section, prefix, "ready", "VerdictReady"),
                node(section, prefix, "heartbeat", "Heartbeat"),
                section.optional("heartbeat-every", HEARTBEAT, DEFAULT_HEARTBEAT));
        checkAllowed(section, release);
        section.end();
        return release;
    }

    /** With a prefix, a node that is not named has the name it has in the handshake's description. */
    private static NodeAddress node(Section section, Optional<String> prefix, String key, String usualName) {
        Format<NodeAddress> format = NodeIds.format(prefix.orElse(""));
        if (!section.has(key) && prefix.isPresent()) {
            return format.parse().apply(usualName) instanceof Parsed.Ok<NodeAddress>(NodeAddress node)
                    ? node
                    : format.standIn();
        }
        if (section.has("prefix") && !section.has(key)) {
            return format.standIn();
        }
        return section.required(key, format);
    }

    /** A verdict that may not be written would stop the station for good; better to say so before it starts. */
    private void checkAllowed(Section section, ReleaseConfig release) {
        List<String> refused = new ArrayList<>();
        for (NodeAddress node : List.of(
                release.verdictPart(),
                release.verdictSequence(),
                release.good(),
                release.ready(),
                release.heartbeat())) {
            if (node instanceof NodeAddress.ById(String id)
                    && !id.isEmpty()
                    && !allowed.contains(new AllowedOutput.OpcUaNode(release.source(), node))) {
                refused.add(id);
            }
        }
        if (!refused.isEmpty() && !release.source().isEmpty()) {
            section.problem(
                    "would write " + Words.list(refused, "and") + ", which outputs.allow does not name",
                    "add to outputs.allow: {source: " + release.source() + ", node: …} for each");
        }
    }
}
