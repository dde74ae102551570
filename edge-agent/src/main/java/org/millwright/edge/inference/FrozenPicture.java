package org.millwright.edge.inference;

import java.util.Arrays;
import java.util.Optional;
import org.millwright.hardware.camera.Frame;

/**
 * Notices a camera that sends the same picture for another part: no sensor makes the same noise twice, so its picture is an
 * old one. NOT thread safe.
 */
final class FrozenPicture {

    private byte[] last = new byte[0];
    private String lastPart = "";
    private long lastSequence;

    /** Why the picture tells nothing about its part; empty where it may. */
    Optional<String> complaint(Frame frame, String part) {
        boolean same = frame.encoded().length > 0 && Arrays.equals(last, frame.encoded()) && !part.equals(lastPart);
        Optional<String> complaint = same
                ? Optional.of("the picture is that of " + lastPart + " (picture " + lastSequence
                        + ") to the last byte: the camera has stopped or sends an old one; check it")
                : Optional.empty();
        if (!same) {
            last = frame.encoded();
            lastPart = part;
            lastSequence = frame.sequence();
        }
        return complaint;
    }
}
