package org.millwright.maintenance.vibration;

/** The part of a bearing that is damaged. */
public enum FaultKind {
    OUTER_RACE("BPFO", "outer race"),
    INNER_RACE("BPFI", "inner race"),
    BALL("2 BSF", "ball");

    private final String frequency;
    private final String part;

    FaultKind(String frequency, String part) {
        this.frequency = frequency;
        this.part = part;
    }

    /** The frequency's usual name. */
    public String frequency() {
        return frequency;
    }

    /** The part, in words. */
    public String part() {
        return part;
    }
}
