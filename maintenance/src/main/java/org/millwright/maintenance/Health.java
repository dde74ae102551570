package org.millwright.maintenance;

/** The status signals of NAMUR NE 107. */
public enum Health {
    NORMAL,
    /** Still working, but its remaining life is short. */
    MAINTENANCE_REQUIRED,
    /** A reading lies outside of what the model was trained on: its answer is less certain. */
    OUT_OF_SPECIFICATION,
    /** No valid answer for the time being: too little history, or inputs that cannot be used. */
    FUNCTION_CHECK,
    /** As good as worn out. */
    FAILURE
}
