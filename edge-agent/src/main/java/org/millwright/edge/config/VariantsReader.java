package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.config.VariantsConfig.Variant;
import org.millwright.edge.signal.Machine;

/** Reads {@code variants:} of an inspection. */
final class VariantsReader {

    static final Format<Double> LIMIT = Formats.share("write a number between 0 and 1, such as 0.8");

    private final References references;
    private final PlacedFiles files;

    VariantsReader(References references, PlacedFiles files) {
        this.references = references;
        this.files = files;
    }

    VariantsConfig read(Section section) {
        Optional<Machine> machine = references.machine(section, "machine");
        String signal = section.required("signal", Formats.NAME_FORMAT);
        machine.ifPresent(known -> section.find("signal").ifPresent(entry -> references.signal(entry, known, signal)));
        Map<String, Variant> known = known(section.section("known"));
        section.end();
        return new VariantsConfig(machine.orElseGet(() -> new Machine(references.site(), "", "")), signal, known);
    }

    private Map<String, Variant> known(Section section) {
        Map<String, Variant> known = new LinkedHashMap<>();
        for (String name : section.keys()) {
            Section variant = section.section(name);
            OptionalDouble limit =
                    variant.find("limit", LIMIT).map(OptionalDouble::of).orElse(OptionalDouble.empty());
            Optional<Path> model = variant.find("model", files.existingFolder());
            known.put(name, new Variant(limit, model));
            variant.end();
        }
        return known;
    }
}
