package org.millwright.edge.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.SitePath;

/**
 * Reads the configuration file and finds every problem in it in one pass; docs/configuration.md describes the file.
 *
 * <p>Any thread; blocks for the disk only: nothing is asked over the network. Throws nothing for what a file may hold.
 */
public final class ConfigReader {

    /** What came of reading a file. */
    public sealed interface Result {

        record Valid(AgentConfig config) implements Result {}

        /** @param problems at least one, in the order of the lines */
        record Invalid(List<Problem> problems) implements Result {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    private final Function<String, @Nullable String> environment;

    /** Takes secrets from the environment of this process. */
    public ConfigReader() {
        this(System::getenv);
    }

    /** @param environment the value of an environment variable, or null where there is none */
    public ConfigReader(Function<String, @Nullable String> environment) {
        this.environment = requireNonNull(environment, "environment is null");
    }

    public Result read(Path file) {
        Problems problems = new Problems(file);
        Optional<AgentConfig> config = new YamlFile(file, problems).read().map(root -> read(root, file));
        return config.isPresent() && problems.isEmpty()
                ? new Result.Valid(config.get())
                : new Result.Invalid(problems.sorted());
    }

    private AgentConfig read(Section root, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        PlacedFiles files = new PlacedFiles(requireNonNull(absolute.getParent(), "a file has a folder"));
        Secrets secrets = new Secrets(environment, files);
        SitePath site = site(root.requiredSection("site", "write site: {enterprise: …, site: …, area: …, line: …}"));
        Path data = root.optional("data", files.folderToMake(), files.folder().resolve("data"));
        Inventory inventory = new Inventory(site);
        List<SourceConfig> sources = sources(root, inventory, secrets, files);
        References references = new References(inventory);
        List<AllowedOutput> allowed = new OutputReader(inventory, references).read(root.section("outputs"));
        List<InspectionConfig> inspections = new InspectionReader(inventory, references, files, allowed).read(root);
        List<PrognosisConfig> prognoses = new PrognosisReader(inventory, references, files).read(root);
        List<ConditionConfig> conditions = new ConditionReader(inventory, references).read(root);
        List<VibrationConfig> vibrations = new VibrationReader(inventory, references).read(root);
        List<DiagnosisConfig> diagnoses = new DiagnosisReader(inventory, references, files).read(root);
        AdviceConfig advice = new AdviceReader(references).read(root.section("advice"));
        JournalConfig journal = new JournalReader(files, data).read(root.section("journal"));
        StoreConfig store = new StoreReader(secrets, files, data, inventory.kinds()).read(root.section("store"));
        WebConfig web = web(root, store, secrets);
        ModelsConfig models = new VisionReader(files, data).models(root.section("models"));
        PicturesConfig pictures = new VisionReader(files, data).pictures(root.section("pictures"));
        root.end();
        return new AgentConfig(
                site,
                data,
                sources,
                inspections,
                prognoses,
                conditions,
                vibrations,
                diagnoses,
                advice,
                allowed,
                journal,
                store,
                web,
                models,
                pictures);
    }

    private static SitePath site(Section section) {
        SitePath site = new SitePath(
                section.required("enterprise", Formats.NAME_FORMAT),
                section.required("site", Formats.NAME_FORMAT),
                section.required("area", Formats.NAME_FORMAT),
                section.required("line", Formats.NAME_FORMAT));
        section.end();
        return site;
    }

    private static List<SourceConfig> sources(Section root, Inventory inventory, Secrets secrets, PlacedFiles files) {
        String remedy = "write a list of opcua:, mqtt: and camera: sources";
        if (!root.has("sources")) {
            root.missing("sources", remedy);
        }
        List<Entry> items = root.items("sources");
        if (root.has("sources") && items.isEmpty()) {
            root.problem("sources", "is empty", remedy);
        }
        List<SourceConfig> sources = new ArrayList<>();
        for (Section item : root.sections("sources")) {
            source(item, inventory, secrets, files).ifPresent(source -> {
                inventory.add(source);
                sources.add(source);
            });
            item.end();
        }
        return sources;
    }

    private static Optional<SourceConfig> source(
            Section item, Inventory inventory, Secrets secrets, PlacedFiles files) {
        item.atMostOneOf("opcua", "mqtt", "camera");
        if (item.has("opcua")) {
            return Optional.of(new OpcUaReader(inventory, secrets, files).read(item.section("opcua")));
        }
        if (item.has("mqtt")) {
            return Optional.of(new MqttReader(inventory, secrets, files).read(item.section("mqtt")));
        }
        if (item.has("camera")) {
            return Optional.of(new CameraReader(inventory, secrets, files).read(item.section("camera")));
        }
        if (item.keys().isEmpty()) {
            item.problem("says nothing", "write opcua:, mqtt: or camera:");
        }
        return Optional.empty();
    }

    private static WebConfig web(Section root, StoreConfig store, Secrets secrets) {
        Section section = root.section("web");
        WebConfig web = new WebConfig(
                section.optional("host", Formats.HOST_FORMAT, "127.0.0.1"),
                section.optional("port", Formats.PORT, 8080),
                secrets.find(section, "token"));
        if (store instanceof StoreConfig.Embedded embedded && embedded.port() == web.port() && web.port() != 0) {
            String remedy = "give one of them another port";
            section.problem("port", "is the port of the embedded store too", remedy);
            if (!section.isPresent()) {
                root.problem("store", "has port " + web.port() + ", which the page has too", remedy);
            }
        }
        section.end();
        return web;
    }
}
