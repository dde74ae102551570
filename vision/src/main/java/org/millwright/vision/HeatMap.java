package org.millwright.vision;

import java.util.Arrays;
import java.util.Objects;
import org.millwright.vision.Inspection.Place;

/**
 * How defective each part of a picture is, to be shown over it.
 *
 * @param area what the map covers, in pixels of the picture; it may stick out
 * @param cells as log-odds; a copy of what the network said
 */
public record HeatMap(Place area, DefectMap cells) {

    private static final int MOST = 255;

    public HeatMap {
        Objects.requireNonNull(area, "area is null");
        Objects.requireNonNull(cells, "cells is null");
    }

    /** Row by row, an unsigned byte a cell: 0 surely good, 255 surely defective. Made anew for each call. */
    public byte[] shares() {
        byte[] shares = new byte[cells.logOdds().length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (byte) Math.round(MOST * DefectMap.share(cells.logOdds()[i]));
        }
        return shares;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeatMap map
                && map.area.equals(area)
                && Arrays.equals(map.cells.logOdds(), cells.logOdds());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells.logOdds());
    }
}
