package org.millwright.edge;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.config.InspectionConfig;
import org.millwright.edge.config.ModelsConfig;
import org.millwright.edge.config.PrognosisConfig;
import org.millwright.edge.models.ModelKind;
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

    /**
     * A place for a model, as configured.
     *
     * @param threads how many one call may use
     */
    record Place(ModelKind kind, Path configured, int threads) {}

    /** All places, by the names of their slots. */
    static Map<String, Place> of(AgentConfig config) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (InspectionConfig inspection : config.inspections()) {
            of(inspection)
                    .forEach((name, model) ->
                            places.put(name, new Place(ModelKind.SURFACE_INSPECTION, model, inspection.threads())));
        }
        for (PrognosisConfig prognosis : config.prognoses()) {
            places.put(prognosis.place(), new Place(ModelKind.REMAINING_LIFE, prognosis.model(), 1));
        }
        for (DiagnosisConfig diagnosis : config.diagnoses()) {
            places.put(diagnosis.place(), new Place(ModelKind.DIAGNOSIS, diagnosis.model(), 1));
        }
        return places;
    }

    static Map<String, ModelKind> kinds(AgentConfig config) {
        Map<String, ModelKind> kinds = new LinkedHashMap<>();
        of(config).forEach((name, place) -> kinds.put(name, place.kind()));
        return kinds;
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
