package org.millwright.edge.signal;

/** The type a signal is pinned to: a store refuses a field that changes its type, so it is declared once. */
public enum ValueType {
    /** A double; stored as field {@code number}. */
    NUMBER,
    /** A signed 64-bit integer; stored as field {@code whole}. */
    WHOLE,
    /** True or false; stored as field {@code flag}. */
    FLAG,
    /** Unicode text; stored as field {@code text}. */
    TEXT
}
