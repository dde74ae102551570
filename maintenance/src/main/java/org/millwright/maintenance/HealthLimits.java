package org.millwright.maintenance;

/**
 * Where health changes, in units of life.
 *
 * @param maintenanceBelow remaining life below this asks for maintenance
 * @param failureBelow remaining life below this counts as failure
 * @param hysteresis how far above a limit remaining life must rise before the state is left again
 */
public record HealthLimits(double maintenanceBelow, double failureBelow, double hysteresis) {

    public HealthLimits {
        if (!(failureBelow >= 0 && maintenanceBelow > failureBelow && hysteresis >= 0)) {
            throw new IllegalArgumentException("health limits: maintenance-below " + maintenanceBelow
                    + " must be above failure-below " + failureBelow + ", which must be at least 0, and hysteresis "
                    + hysteresis + " must be at least 0");
        }
    }
}
