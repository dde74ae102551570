package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.signal.Machine;

/** Reads {@code inspections:} and what each releases. */
final class InspectionReader {

    private static final String DEFAULT_KIND = "station";
    private static final Format<Duration> DEADLINE =
            Formats.duration(Duration.ofMillis(1), Duration.ofMinutes(1), "200ms");
    private static final Duration DEFAULT_DEADLINE = Duration.ofMillis(200);
    private static final Format<Integer> THREADS = Formats.whole(1, 64, "write how many cores one picture may use");

    private final Inventory inventory;
    private final References references;
    private final PlacedFiles files;
    private final ReleaseReader releases;

    InspectionReader(Inventory inventory, References references, PlacedFiles files, List<AllowedOutput> allowed) {
        this.inventory = inventory;
        this.references = references;
        this.files = files;
        this.releases = new ReleaseReader(inventory, references, allowed);
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
        int threads = section.optional("threads", THREADS, 1);
        OptionalDouble limit = section.find("limit", VariantsReader.LIMIT)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        Section variants = section.section("variants");
        Section release = section.section("release");
        InspectionConfig inspection = new InspectionConfig(
                station,
                camera,
                model,
                deadline,
                release.isPresent() ? Optional.of(releases.read(release)) : Optional.empty(),
                threads,
                limit,
                variants.isPresent()
                        ? Optional.of(new VariantsReader(references, files).read(variants))
                        : Optional.empty());
        section.end();
        return inspection;
    }
}
