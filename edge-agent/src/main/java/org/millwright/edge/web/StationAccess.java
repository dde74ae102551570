package org.millwright.edge.web;

import java.util.Map;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.pictures.KeptPictures;

/**
 * What the page may look at and change of models and kept pictures.
 *
 * @param places of models that there are, and what belongs there
 * @param pictures by station
 */
public record StationAccess(ModelStore models, Map<String, ModelKind> places, Map<String, KeptPictures> pictures) {

    public StationAccess {
        places = Map.copyOf(places);
        pictures = Map.copyOf(pictures);
    }
}
