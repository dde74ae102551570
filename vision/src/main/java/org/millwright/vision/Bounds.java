package org.millwright.vision;

import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Section;

/** Numbers of a contract, and what they must be. */
final class Bounds {

    private Bounds() {}

    static double share(Section section, String key) {
        double value = section.number(key);
        if (!(value > 0 && value < 1)) {
            throw new ModelException(section.where() + ": " + key + " " + value + " must lie between 0 and 1");
        }
        return value;
    }

    static double positive(Section section, String key) {
        double value = section.number(key);
        if (!(value > 0)) {
            throw new ModelException(section.where() + ": \"" + key + "\" is " + value + "; it must be above 0");
        }
        return value;
    }

    static double atLeast(Section section, String key, double least) {
        double value = section.number(key);
        if (!(value >= least)) {
            throw new ModelException(
                    section.where() + ": \"" + key + "\" is " + value + "; it must be at least " + least);
        }
        return value;
    }
}
