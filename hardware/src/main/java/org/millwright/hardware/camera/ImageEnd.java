package org.millwright.hardware.camera;

import java.util.Arrays;

/** Tells by its last bytes whether an encoded image is all there, without decoding it. */
final class ImageEnd {

    /** IEND with its length and checksum: the last twelve bytes of every PNG (ISO/IEC 15948, 11.2.5). */
    private static final byte[] PNG_END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private ImageEnd() {}

    static boolean isComplete(byte[] bytes, int offset, int length) {
        int end = offset + length;
        if (length >= 4 && bytes[offset] == (byte) 0xFF && bytes[offset + 1] == (byte) 0xD8) {
            // EOI of ITU-T T.81, B.1.1.3.
            return bytes[end - 2] == (byte) 0xFF && bytes[end - 1] == (byte) 0xD9;
        }
        return length >= PNG_END.length
                && bytes[offset] == (byte) 0x89
                && Arrays.equals(bytes, end - PNG_END.length, end, PNG_END, 0, PNG_END.length);
    }
}
