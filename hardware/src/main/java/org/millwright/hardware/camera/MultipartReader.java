package org.millwright.hardware.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.millwright.hardware.camera.CameraException.Reason;

/**
 * Splits a {@code multipart/x-mixed-replace} body into its parts (RFC 2046, 5.1), as cameras really write it.
 *
 * <p>Cameras differ: the boundary parameter may be quoted, or already hold the two dashes; lines may end in LF alone;
 * {@code Content-Length} may be absent or wrong. The delimiter is therefore taken from the stream's first delimiter
 * line, and a length is believed only if a delimiter follows the body. A part without a length is complete only when
 * the next delimiter has come, which some cameras send just before their next picture.
 *
 * <p>NOT thread safe. The buffer holds one part and grows up to {@code partBytes} and a little.
 */
final class MultipartReader {

    /** {@code headers} by lower-case name. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on into a Frame, compared by nobody.
    record Part(Map<String, String> headers, byte[] body) {}

    static final int FIRST_BUFFER_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int PREAMBLE_BYTES = 64 * 1024;

    private final InputStream in;
    private final String expected;
    private final int partBytes;
    private final int bufferBytes;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int start;
    private int end;
    private byte[] delimiter = {};

    /** {@code boundary} as in the Content-Type header, without quotes; empty where it names none. */
    MultipartReader(InputStream in, String boundary, int partBytes) {
        this.in = in;
        this.expected = boundary.startsWith("--") ? boundary.substring(2) : boundary;
        this.partBytes = partBytes;
        this.bufferBytes = partBytes + HEADER_BYTES + 1024;
    }

    /** Blocks for the next part; {@link EOFException} after the closing delimiter or the end of the stream. */
    Part next() throws IOException {
        if (delimiter.length == 0) {
            findFirstDelimiter();
        } else {
            skipToHeaders();
        }
        Map<String, String> headers = readHeaders();
        OptionalInt length = contentLength(headers);
        int bodyBytes = length.isPresent() ? bytesByLength(length.getAsInt()) : bytesBeforeDelimiter();
        byte[] body = Arrays.copyOfRange(buffer, start, start + bodyBytes);
        start += bodyBytes;
        return new Part(headers, body);
    }

    private void findFirstDelimiter() throws IOException {
        int seen = 0;
        while (seen < PREAMBLE_BYTES) {
            String line = readLine(PREAMBLE_BYTES);
            seen += line.length() + 1;
            String name = line.stripTrailing();
            if (isDelimiter(name)) {
                delimiter = name.getBytes(ISO_8859_1);
                return;
            }
        }
        throw fault("no line '--" + expected + "' in the first " + PREAMBLE_BYTES
                + " bytes: the camera does not send the boundary its Content-Type header names");
    }

    private boolean isDelimiter(String line) {
        return expected.isEmpty()
                ? line.length() > 2 && line.startsWith("--")
                : line.endsWith(expected)
                        && line.substring(0, line.length() - expected.length()).matches("-{0,4}");
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int left = HEADER_BYTES;
        while (true) {
            String line = readLine(left);
            left -= line.length() + 2;
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
    }

    private OptionalInt contentLength(Map<String, String> headers) {
        String text = headers.getOrDefault("content-length", "");
        if (!text.matches("\\d{1,18}")) {
            return OptionalInt.empty(); // Absent or nonsense: the delimiter decides.
        }
        long length = Long.parseLong(text);
        if (length > partBytes) {
            throw oversized(length + " bytes announced");
        }
        return OptionalInt.of((int) length);
    }

    /**
     * Believes the length where the image ends there or a delimiter follows; otherwise the delimiter decides. An image
     * that ends where it should is not kept waiting for the delimiter after it.
     */
    private int bytesByLength(int length) throws IOException {
        require(length);
        if (ImageEnd.isComplete(buffer, start, length)) {
            return length;
        }
        if (!fill(length + delimiter.length + 2)) {
            return length;
        }
        int at = start + length;
        int gap = buffer[at] == '\r' && buffer[at + 1] == '\n' ? 2 : buffer[at] == '\n' ? 1 : 0;
        return startsDelimiter(at + gap) ? length : bytesBeforeDelimiter();
    }

    private int bytesBeforeDelimiter() throws IOException {
        int offset = offsetOfDelimiter(); // First, as it may move start.
        int at = start + offset;
        if (at > start && buffer[at - 1] == '\n') {
            at--;
            if (at > start && buffer[at - 1] == '\r') {
                at--;
            }
        }
        return at - start;
    }

    /** From {@code start}, which is taken for the start of a line. Reads, and so may move {@code start} and what is held. */
    private int offsetOfDelimiter() throws IOException {
        int scanned = 0;
        while (true) {
            for (int at = start + scanned; at + delimiter.length <= end; at++) {
                if (startsDelimiter(at) && (at == start || buffer[at - 1] == '\n')) {
                    return at - start;
                }
            }
            scanned = Math.max(0, end - start - delimiter.length + 1);
            if (scanned > partBytes + 2) {
                throw oversized("more than " + partBytes + " bytes without a delimiter");
            }
            require(end - start + 1);
        }
    }

    private boolean startsDelimiter(int at) {
        return at + delimiter.length <= end
                && buffer[at] == delimiter[0]
                && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
    }

    private void skipToHeaders() throws IOException {
        int offset = offsetOfDelimiter(); // First, as it may move start.
        start += offset;
        if (readLine(HEADER_BYTES).startsWith("--", delimiter.length)) {
            throw new EOFException("the camera ended the stream");
        }
    }

    private String readLine(int limit) throws IOException {
        int length = 0;
        while (true) {
            require(length + 1);
            if (buffer[start + length] == '\n') {
                break;
            }
            if (++length > limit) {
                throw fault("a line of more than " + limit + " bytes where headers should be");
            }
        }
        int text = length > 0 && buffer[start + length - 1] == '\r' ? length - 1 : length;
        String line = new String(buffer, start, text, ISO_8859_1);
        start += length + 1;
        return line;
    }

    private void require(int count) throws IOException {
        if (!fill(count)) {
            throw new EOFException("the connection ended" + (end > start ? " in the middle of a part" : ""));
        }
    }

    /** Makes {@code count} bytes available from {@code start}; false where the stream ends before. */
    private boolean fill(int count) throws IOException {
        while (end - start < count) {
            if (end == buffer.length) {
                makeRoom(count);
            }
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private void makeRoom(int count) {
        int held = end - start;
        if (held * 2L < buffer.length && count <= buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, held);
        } else {
            byte[] larger = new byte[Math.max(Math.min(buffer.length * 2, bufferBytes), Math.max(count, held + 1))];
            System.arraycopy(buffer, start, larger, 0, held);
            buffer = larger;
        }
        start = 0;
        end = held;
    }

    private CameraException oversized(String what) {
        return CameraException.ending(
                Reason.OVERSIZED,
                "a part has " + what + ", the limit is " + partBytes
                        + ": set the camera to a smaller picture or a stronger compression");
    }

    private static CameraException fault(String what) {
        return CameraException.ending(Reason.STREAM, what);
    }
}
