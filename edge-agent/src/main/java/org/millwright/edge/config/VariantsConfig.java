package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.signal.Machine;

/**
 * What tells which product is on the line, and what that changes.
 *
 * @param machine whose signal it is
 * @param signal its value is the variant's name; a whole number counts as its digits
 * @param known by name; where there are any, another name is not judged
 */
public record VariantsConfig(Machine machine, String signal, Map<String, Variant> known) {

    /**
     * One product.
     *
     * @param limit instead of the bundle's
     * @param model instead of the station's
     */
    public record Variant(OptionalDouble limit, Optional<Path> model) {}

    public VariantsConfig {
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }
}
