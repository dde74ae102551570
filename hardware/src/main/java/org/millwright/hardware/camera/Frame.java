package org.millwright.hardware.camera;

import static java.util.Objects.requireNonNull;

/**
 * One picture as it came from a camera, still encoded.
 *
 * @param part the part in the picture, as the camera names it; empty where it does not
 * @param sequence the camera's own count of pictures, or ours where it has none
 * @param capturedNanos when it was taken, by the camera's clock, epoch nanoseconds; receive time where it does not say
 * @param receivedNanos when its last byte arrived, epoch nanoseconds
 * @param encoded JPEG or PNG; owned by the frame, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy per picture would cost more than it protects.
public record Frame(String part, long sequence, long capturedNanos, long receivedNanos, byte[] encoded) {

    public Frame {
        requireNonNull(part, "part is null");
        requireNonNull(encoded, "encoded is null");
    }
}
