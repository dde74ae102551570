package org.millwright.simulator.camera;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * One part in front of the camera.
 *
 * @param part printable ASCII, as it is sent in a header
 * @param sequence the station's sequence, 0 to 2^32 - 1
 * @param taken when the shutter closed
 * @param jpeg owned by the picture, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // A picture is sent, not compared.
public record Picture(String part, long sequence, Instant taken, byte[] jpeg) {

    public Picture {
        requireNonNull(taken, "taken is null");
        requireNonNull(jpeg, "jpeg is null");
        if (part.isEmpty() || !part.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "part id '" + part + "' cannot be sent in a header: use printable ASCII without spaces");
        }
        if (sequence < 0 || sequence > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("sequence is " + sequence + ": must be 0 to 4294967295");
        }
    }

    /** Headers and JPEG in one array, so that a client gets them in one write. */
    byte[] multipart(String boundary) {
        String head = "--" + boundary + "\r\n"
                + "Content-Type: image/jpeg\r\n"
                + "Content-Length: " + jpeg.length + "\r\n"
                + "X-Part-Id: " + part + "\r\n"
                + "X-Sequence: " + sequence + "\r\n"
                + String.format(Locale.ROOT, "X-Timestamp: %d.%09d\r\n\r\n", taken.getEpochSecond(), taken.getNano());
        byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[ascii.length + jpeg.length + 2];
        System.arraycopy(ascii, 0, bytes, 0, ascii.length);
        System.arraycopy(jpeg, 0, bytes, ascii.length, jpeg.length);
        bytes[bytes.length - 2] = '\r';
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }
}
