package org.millwright.edge.web;

import java.util.Map;
import java.util.Set;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.pictures.KeptPictures;

/**
 * What the page may look at and change of the stations.
 *
 * @param slots the places of models that there are
 * @param pictures by station
 */
public record StationAccess(ModelStore models, Set<String> slots, Map<String, KeptPictures> pictures) {

    public StationAccess {
        slots = Set.copyOf(slots);
        pictures = Map.copyOf(pictures);
    }
}
