package org.millwright.edge;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millwright.edge.config.InspectionConfig;
import org.millwright.edge.config.ModelsConfig;
import org.millwright.edge.models.ModelStore;
import org.millwright.hardware.inference.Trust;

/** Where a configuration's models have their place in the store. */
final class ModelPlaces {

    private ModelPlaces() {}

    static ModelStore store(ModelsConfig config, InstantSource clock) {
        return new ModelStore(config.folder(), Trust.of(config.trustedKeys(), config.signatureRequired()), clock);
    }

    /** The slot of a station's own model has its name; that of a product with a model of its own has both. */
    static String slot(String station, String variant) {
        return station + "@" + variant;
    }

    /** The configured model of each slot of a station. */
    static Map<String, Path> of(InspectionConfig inspection) {
        Map<String, Path> places = new LinkedHashMap<>();
        String station = inspection.station().name();
        places.put(station, inspection.model());
        inspection
                .variants()
                .ifPresent(variants -> variants.known()
                        .forEach((name, variant) ->
                                variant.model().ifPresent(model -> places.put(slot(station, name), model))));
        return places;
    }
}
