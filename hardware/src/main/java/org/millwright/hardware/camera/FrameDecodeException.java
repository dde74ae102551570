package org.millwright.hardware.camera;

import org.jspecify.annotations.Nullable;

/** A frame that holds no whole picture; the message names the part, what is wrong and the remedy. */
public final class FrameDecodeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FrameDecodeException(Frame frame, String what, @Nullable Throwable cause) {
        super("picture " + frame.sequence() + name(frame) + " (" + frame.encoded().length + " bytes) " + what, cause);
    }

    private static String name(Frame frame) {
        return frame.part().isEmpty() ? "" : " of part " + frame.part();
    }
}
