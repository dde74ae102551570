package org.millwright.edge.lineprotocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads back what {@link LineProtocol} wrote: only that, and only as far as the journal and the shipper need it.
 *
 * <p>A row ends with {@code received=…i}, then perhaps {@code origin} and {@code clock}, a space, and its time.
 */
public final class Row {

    private static final byte[] RECEIVED = Tags.ascii(",received=");
    private static final byte[] CLOCK = Tags.ascii(",clock=\"");
    private static final byte[] ORIGIN = Tags.ascii(",origin=\"");
    /** Only what the agent found out itself has it. */
    private static final byte[] DECIDED = Tags.ascii(",decided=");

    private static final byte[] STATUS = Tags.ascii(",status=");
    /** How far before the end of a row its reception can stand: origin, clock, and two times. */
    private static final int TAIL = 100;

    private Row() {}

    /** Where the row that begins at {@code start} ends: behind its line feed. */
    public static int end(byte[] lines, int start, int length) {
        int at = start;
        while (at < length && lines[at] != '\n') {
            at++;
        }
        return Math.min(length, at + 1);
    }

    /** The row's time in epoch nanoseconds. */
    public static long time(byte[] lines, int start, int end) {
        int at = end - 1;
        while (at > start && lines[at - 1] != ' ') {
            at--;
        }
        return number(lines, at);
    }

    /** What the rows begin with. Rows of one machine stand together, so few names are looked at more than once. */
    public static Set<String> measurements(byte[] lines) {
        Set<String> found = new HashSet<>();
        int before = 0;
        int beforeLength = 0;
        for (int start = 0; start < lines.length; start = end(lines, start, lines.length)) {
            int length = measurementLength(lines, start);
            if (!Arrays.equals(lines, start, start + length, lines, before, before + beforeLength)) {
                found.add(new String(lines, start, length, UTF_8));
                before = start;
                beforeLength = length;
            }
        }
        return found;
    }

    /** It is never escaped. */
    private static int measurementLength(byte[] lines, int start) {
        int at = start;
        while (at < lines.length && lines[at] != ',' && lines[at] != ' ') {
            at++;
        }
        return at - start;
    }

    /** Measurement and tags, without the space behind. */
    public static String identity(byte[] lines, int start, int end) {
        int at = start;
        while (at < end && lines[at] != ' ') {
            at += lines[at] == '\\' ? 2 : 1;
        }
        return new String(lines, start, Math.min(at, end) - start, UTF_8);
    }

    /** The same of a row in text. */
    public static String identity(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return identity(bytes, 0, bytes.length);
    }

    /** When a reading was received; {@link Series#NOTHING} for other rows, and for what was backfilled. */
    public static long received(byte[] lines, int start, int end) {
        int from = Math.max(start, end - TAIL);
        int at = lastIndexOf(RECEIVED, lines, from, end);
        if (at < 0 || lastIndexOf(ORIGIN, lines, at, end) >= 0 || lastIndexOf(DECIDED, lines, at, end) >= 0) {
            return Series.NOTHING;
        }
        return number(lines, at + RECEIVED.length);
    }

    /** Whether the row's time is its source's own. */
    public static boolean isSourceTimed(byte[] lines, int start, int end) {
        return lastIndexOf(CLOCK, lines, Math.max(start, end - TAIL), end) < 0;
    }

    /** Brings the newest row of its identity back into the protocol's memory. */
    public static void restore(LineProtocol protocol, byte[] lines, int start, int end) {
        String identity = identity(lines, start, end);
        long written = time(lines, start, end);
        // Rows with one source time are 1 ns apart, and OPC UA counts in 100 ns.
        long source = Math.floorDiv(written, 100L) * 100;
        Series series = protocol.newest(protocol.number(identity));
        long content = content(new String(lines, start, end - start, UTF_8).substring(identity.length() + 1));
        int status = status(lines, start, end);
        if (source != written) {
            series.restore(source, written, content, status);
        }
        series.restore(written, written, content, status);
    }

    private static final Pattern VALUE = Pattern.compile(
            "quality=\"\\w+\",(number|whole|flag|text|absent)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^, ]+).*", Pattern.DOTALL);

    private static long content(String fields) {
        Matcher value = VALUE.matcher(fields);
        if (!value.matches()) {
            return Series.NOTHING;
        }
        String text = value.group(2);
        return switch (value.group(1)) {
            case "number" -> Double.doubleToLongBits(Double.parseDouble(text));
            case "whole" -> Long.parseLong(text.substring(0, text.length() - 1));
            case "flag" -> text.equals("t") ? 1 : 0;
            case "text" -> Content.of(text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1"));
            default -> Series.NOTHING;
        };
    }

    /** The OPC UA status code of a reading. */
    static int status(byte[] lines, int start, int end) {
        int at = lastIndexOf(STATUS, lines, start, end);
        return at < 0 ? 0 : (int) number(lines, at + STATUS.length);
    }

    private static int lastIndexOf(byte[] what, byte[] lines, int from, int to) {
        for (int at = to - what.length; at >= from; at--) {
            int i = 0;
            while (i < what.length && lines[at + i] == what[i]) {
                i++;
            }
            if (i == what.length) {
                return at;
            }
        }
        return -1;
    }

    private static long number(byte[] lines, int start) {
        int at = start;
        boolean negative = lines[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        while (at < lines.length && lines[at] >= '0' && lines[at] <= '9') {
            value = value * 10 + (lines[at++] - '0');
        }
        return negative ? -value : value;
    }
}
