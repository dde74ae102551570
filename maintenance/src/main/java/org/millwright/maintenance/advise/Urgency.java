package org.millwright.maintenance.advise;

/** How soon something is to be done, the most urgent first. */
public enum Urgency {
    /** It may not last until the machine stands the next time. */
    STOP_FOR_IT,
    /** In the pause that is named; where none is, before it is due. */
    PLANNED,
    /** Have a look when passing: nothing says that it will fail. */
    LOOK,
    /** Nothing to do yet. */
    WATCH
}
