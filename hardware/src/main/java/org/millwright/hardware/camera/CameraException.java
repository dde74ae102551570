package org.millwright.hardware.camera;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A camera that gives no picture, and why, in words that name the camera, the value, the limit and the remedy. */
public final class CameraException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of fault it is; the key under which it is counted. */
    public enum Reason {
        /** No connection, or no such folder. */
        UNREACHABLE("unreachable"),
        /** The camera answered, but not with pictures. */
        REFUSED("refused"),
        /** The stream broke or does not follow its own rules. */
        STREAM("stream"),
        /** A picture is larger than the limit. */
        OVERSIZED("oversized"),
        /** The connection stands, but nothing comes. */
        STALLED("stalled");

        private final String key;

        Reason(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    private final Reason reason;
    private final boolean goesOn;

    private CameraException(Reason reason, boolean goesOn, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason is null");
        this.goesOn = goesOn;
    }

    static CameraException ending(Reason reason, String message) {
        return new CameraException(reason, false, message, null);
    }

    static CameraException ending(Reason reason, String message, Throwable cause) {
        return new CameraException(reason, false, message, cause);
    }

    static CameraException onePicture(Reason reason, String message) {
        return new CameraException(reason, true, message, null);
    }

    public Reason reason() {
        return reason;
    }

    /** True where only one picture is lost and the same camera can be asked again. */
    public boolean goesOn() {
        return goesOn;
    }
}
