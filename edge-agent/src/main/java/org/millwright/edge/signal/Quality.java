package org.millwright.edge.signal;

/** How far a value can be trusted: the severity of its OPC UA status code (OPC 10000-4, 7.39), for every protocol. */
public enum Quality {
    GOOD,
    UNCERTAIN,
    BAD;

    /** The severity in the top two bits of an OPC UA status code. */
    public static Quality ofStatusCode(int statusCode) {
        return switch (statusCode >>> 30) {
            case 0 -> GOOD;
            case 1 -> UNCERTAIN;
            default -> BAD;
        };
    }
}
