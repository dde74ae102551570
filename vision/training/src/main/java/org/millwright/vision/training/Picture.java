package org.millwright.vision.training;

import org.millwright.hardware.camera.GreyImage;

/**
 * A labelled picture.
 *
 * @param kind the folder it lies in; {@code good} for a good part
 * @param cells 1 for each cell of the grid that the defect covers, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Picture(String file, String kind, GreyImage image, byte[] cells) {

    static final String GOOD = "good";

    boolean defective() {
        return !kind.equals(GOOD);
    }
}
