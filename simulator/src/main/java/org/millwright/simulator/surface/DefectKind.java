package org.millwright.simulator.surface;

import java.util.Locale;

/** What can be wrong with a ground surface. */
public enum DefectKind {
    /** A thin line across the grain with a bright burr on one side. */
    SCRATCH,
    /** One to three blowholes: dark, with a lit far rim. */
    PIT,
    /** A jagged dark hairline that branches and fades out. */
    CRACK,
    /** A soft patch of coolant or rust with a darker edge; the grain shows through. */
    STAIN,
    /** A shallow hollow: bright on one side, dark on the other. */
    DENT;

    /** As in file and folder names and on the wire: {@code scratch}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
