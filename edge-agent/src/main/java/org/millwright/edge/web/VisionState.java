package org.millwright.edge.web;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.pictures.KeptPictures;

/**
 * A station's models and the pictures that it keeps.
 *
 * @param variant the product on the line; empty where products are not told apart
 * @param note what should be known of the models; empty when all is well
 */
public record VisionState(String variant, String note, List<SeatStatus> seats, KeptPictures.Counts pictures) {

    static final VisionState NONE = new VisionState("", "", List.of(), new KeptPictures.Counts(0, 0, 0, 0, 0, ""));

    public VisionState {
        requireNonNull(variant, "variant is null");
        requireNonNull(note, "note is null");
        seats = List.copyOf(seats);
        requireNonNull(pictures, "pictures is null");
    }
}
