package org.millwright.edge.lineprotocol;

/**
 * A field of a time that is mostly the same as in the row before, as all readings of a message were received at once: then
 * its figures are copied and not made again.
 *
 * <p>NOT thread safe.
 */
final class NanosField {

    private final byte[] field;
    private final LineBuffer figures = new LineBuffer(64);
    private long nanos;

    /** @param field with the comma before and the sign behind */
    NanosField(String field) {
        this.field = Tags.ascii(field);
    }

    void append(long epochNanos, LineBuffer lines) {
        if (epochNanos != nanos || figures.length() == 0) {
            nanos = epochNanos;
            figures.truncate(0);
            figures.putNanos(field, epochNanos);
        }
        lines.put(figures);
    }
}
