package org.millwright.simulator.station;

import static java.util.Objects.requireNonNull;

/** What became of a part. Each part gets exactly one. */
public record Decision(String partId, long sequence, Why why) {

    /** Only {@link #GOOD} accepts. */
    public enum Why {
        /** Told good, in time, by a living agent, for this very part. */
        GOOD,
        /** Told not good. */
        DEFECT,
        /** No verdict for this part before the deadline. */
        LATE,
        /** The agent's heartbeat stood still. */
        AGENT_DEAD
    }

    public Decision {
        requireNonNull(partId, "partId is null");
        requireNonNull(why, "why is null");
    }

    public boolean accepted() {
        return why == Why.GOOD;
    }
}
