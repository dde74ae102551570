package org.millwright.edge.bus;

/** What a full subscription does with one more item. */
public enum Overflow {
    /** Keeps what it has: the order of storage is worth more than the newest value. */
    REFUSE_NEWEST,
    /** Drops the oldest: the latest value is worth more than a complete series. */
    DROP_OLDEST
}
