package org.millwright.maintenance.vibration;

import java.util.Locale;

/** A range of frequencies; the lower end belongs to it, the upper one does not. */
public record Band(double lowHertz, double highHertz) {

    public Band {
        if (!(lowHertz >= 0) || !(highHertz > lowHertz)) {
            throw new IllegalArgumentException("a band from " + lowHertz + " to " + highHertz + " Hz holds nothing");
        }
    }

    public double widthHertz() {
        return highHertz - lowHertz;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f to %.0f Hz", lowHertz, highHertz);
    }
}
