package org.millwright.edge.signal;

/** What was read, in one of the four stored types, or nothing where the source sent a status without a value. */
public sealed interface Value {

    /** NaN and the infinities are allowed here; the sink stores them as a reading without a value. */
    record Numeric(double value) implements Value {}

    record Whole(long value) implements Value {}

    record Flag(boolean value) implements Value {}

    record Text(String value) implements Value {}

    /** The source gave a status and no value. */
    record Missing() implements Value {}

    /** The one instance needed. */
    Missing MISSING = new Missing();
}
