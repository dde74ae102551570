package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.signal.Machine;

/** What a valid file means, on one screen. */
record Summary(AgentConfig config) {

    private static final int MOST_LINES = 8;

    String text(Path file) {
        StringBuilder text = new StringBuilder();
        text.append(file).append(" is valid.\n\n");
        block(text, "site", List.of(config.site().toString(), "data in " + config.data()));
        block(text, "sources", config.sources().stream().map(Summary::source).toList());
        List<String> models = new ArrayList<>();
        config.inspections().forEach(inspection -> models.add(inspection(inspection)));
        config.prognoses().forEach(prognosis -> models.add(prognosis(prognosis)));
        config.conditions().forEach(condition -> models.add(condition(condition)));
        config.vibrations().forEach(vibration -> models.add(vibration(vibration)));
        config.diagnoses().forEach(diagnosis -> models.add(diagnosis(diagnosis)));
        block(text, "models", models.isEmpty() ? List.of("none") : models);
        block(text, "outputs", outputs());
        block(text, "store", store());
        block(
                text,
                "web",
                List.of("http://" + config.web().host() + ":"
                        + port(config.web().port())));
        return text.toString();
    }

    private static void block(StringBuilder text, String title, List<String> lines) {
        String label = title;
        for (String line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
            text.append("  %-9s%s%n".formatted(label, line));
            label = "";
        }
        if (lines.size() > MOST_LINES) {
            text.append("  %-9s… and %d more%n".formatted("", lines.size() - MOST_LINES));
        }
    }

    private static String source(SourceConfig source) {
        return source.name() + ": "
                + switch (source) {
                    case OpcUaSourceConfig opcua -> opcUa(opcua);
                    case MqttSourceConfig mqtt -> mqtt(mqtt);
                    case CameraSourceConfig camera ->
                        switch (camera.feed()) {
                            case CameraSourceConfig.Feed.Mjpeg mjpeg ->
                                "camera at " + mjpeg.url()
                                        + mjpeg.login()
                                                .map(login -> ", user " + login.user())
                                                .orElse("");
                            case CameraSourceConfig.Feed.Folder folder -> "images in " + folder.folder();
                        };
                };
    }

    private static String opcUa(OpcUaSourceConfig source) {
        Set<Machine> machines = new LinkedHashSet<>();
        source.signals().forEach(signal -> machines.add(signal.signal().machine()));
        source.browse().forEach(folder -> machines.add(folder.machine()));
        String security = switch (source.security()) {
            case BASIC256SHA256 -> "Basic256Sha256";
            case NONE -> "not encrypted";
        };
        String login = switch (source.login()) {
            case Login.Anonymous _ -> "no login";
            case Login.User user -> "user " + user.user();
            case Login.Certificate _ -> "user certificate";
        };
        return "OPC UA " + source.endpoint() + ", " + security + ", " + login + "; "
                + amounts(
                        machines, source.signals().size(), source.browse().size(), "browsed folder", "browsed folders");
    }

    private static String mqtt(MqttSourceConfig source) {
        Set<Machine> machines = new LinkedHashSet<>();
        source.signals().forEach(signal -> machines.add(signal.signal().machine()));
        source.sparkplug().forEach(device -> machines.add(device.machine()));
        int metrics = source.sparkplug().stream()
                .mapToInt(device -> device.metrics().size())
                .sum();
        String version = source.version() == MqttSourceConfig.Version.MQTT_5 ? "MQTT 5 " : "MQTT 3.1.1 ";
        return version + source.broker()
                + source.login().map(login -> ", user " + login.user()).orElse("") + "; "
                + amounts(
                        machines,
                        source.signals().size() + metrics,
                        source.sparkplug().size(),
                        "Sparkplug device",
                        "Sparkplug devices");
    }

    private static String amounts(Set<Machine> machines, int signals, int others, String one, String many) {
        String text =
                Words.count(machines.size(), "machine", "machines") + ", " + Words.count(signals, "signal", "signals");
        return others == 0 ? text : text + ", " + Words.count(others, one, many);
    }

    private static String inspection(InspectionConfig inspection) {
        return inspection.station().name() + ": verdict from " + inspection.camera() + " within "
                + Formats.shown(inspection.deadline()) + ", model "
                + inspection.model()
                + inspection
                        .release()
                        .map(release -> ", releases parts through " + release.source())
                        .orElse("");
    }

    private static String prognosis(PrognosisConfig prognosis) {
        return prognosis.machine().name() + ": remaining life, model " + prognosis.model() + ", stale after "
                + Formats.shown(prognosis.staleAfter());
    }

    private static String condition(ConditionConfig condition) {
        return condition.machine().name() + ": features of "
                + (condition.signals().isEmpty()
                        ? "all numbers"
                        : Words.count(condition.signals().size(), "signal", "signals"))
                + " over " + Formats.shown(condition.window()) + ", every " + Formats.shown(condition.every())
                + condition
                        .normal()
                        .map(normal -> "; normal learned from its first " + Formats.shown(normal.learn()))
                        .orElse("");
    }

    private static String vibration(VibrationConfig vibration) {
        return vibration.channel() + ": faults of the " + vibration.part() + " from its vibration";
    }

    private static String diagnosis(DiagnosisConfig diagnosis) {
        return diagnosis.machine().name() + ": diagnosis, every " + Formats.shown(diagnosis.every()) + ", model "
                + diagnosis.model();
    }

    private List<String> outputs() {
        if (config.allowedOutputs().isEmpty()) {
            return List.of("nothing in the plant may be written");
        }
        return config.allowedOutputs().stream()
                .map(output -> switch (output) {
                    case AllowedOutput.OpcUaNode node -> node.source() + ": " + address(node.node());
                    case AllowedOutput.MqttTopic topic -> topic.source() + ": " + topic.topic();
                })
                .toList();
    }

    private static String address(OpcUaSourceConfig.NodeAddress address) {
        return switch (address) {
            case OpcUaSourceConfig.NodeAddress.ById(String id) -> id;
            case OpcUaSourceConfig.NodeAddress.ByPath path -> String.join("/", path.names());
        };
    }

    private List<String> store() {
        return switch (config.store()) {
            case StoreConfig.Embedded embedded ->
                List.of(
                        "embedded, port " + port(embedded.port()) + ", in " + embedded.folder(),
                        keep(embedded.keep()) + "; at least " + (embedded.floorBytes() >> 20)
                                + " MiB of its disk stay free");
            case StoreConfig.InfluxV1 influx ->
                List.of("InfluxDB 1 at " + influx.url() + ", database " + influx.database());
            case StoreConfig.InfluxV2 influx -> List.of("InfluxDB at " + influx.url() + ", bucket " + influx.bucket());
        };
    }

    private static String keep(StoreConfig.Keep keep) {
        StringBuilder text = new StringBuilder("rows are kept " + keep.rows().toDays() + " days");
        new TreeMap<>(keep.tables())
                .forEach((table, time) -> text.append(" (")
                        .append(table)
                        .append(' ')
                        .append(time.toDays())
                        .append(')'));
        return text + ", minutes " + keep.minutes().toDays() + ", hours "
                + keep.hours().toDays();
    }

    private static String port(int port) {
        return port == 0 ? "any free one" : Integer.toString(port);
    }
}
