package org.millwright.maintenance.vibration;

/**
 * A rolling bearing as far as its kinematics go; outer ring at rest. The two diameters are in one unit, whichever.
 *
 * @param rollingElements how many
 * @param contactAngleDegrees 0 for a deep groove bearing under radial load
 */
public record BearingGeometry(
        int rollingElements, double elementDiameter, double pitchDiameter, double contactAngleDegrees) {

    public BearingGeometry {
        if (rollingElements < 3) {
            throw new IllegalArgumentException("rollingElements=" + rollingElements + ": must be at least 3");
        }
        if (!(elementDiameter > 0) || !(pitchDiameter > elementDiameter)) {
            throw new IllegalArgumentException("elementDiameter=" + elementDiameter + ", pitchDiameter=" + pitchDiameter
                    + ": the pitch circle must be larger than the rolling element, and that larger than 0");
        }
        if (!(contactAngleDegrees >= 0) || !(contactAngleDegrees < 90)) {
            throw new IllegalArgumentException(
                    "contactAngleDegrees=" + contactAngleDegrees + ": must be from 0 to below 90");
        }
    }

    /** Without slip (Randall and Antoni 2011, section 2.1). */
    public BearingOrders orders() {
        double ratio = elementDiameter / pitchDiameter * Math.cos(Math.toRadians(contactAngleDegrees));
        return new BearingOrders(
                rollingElements / 2.0 * (1 - ratio),
                rollingElements / 2.0 * (1 + ratio),
                pitchDiameter / elementDiameter * (1 - ratio * ratio),
                (1 - ratio) / 2);
    }
}
