package org.millwright.hardware.camera;

import java.time.Duration;

/**
 * What an MJPEG stream may do before it is given up.
 *
 * @param connect how long to wait for the connection
 * @param stall how long nothing, or one unfinished part, may last. A camera that is triggered by parts is silent while
 *     the line stands still, so this is not short; a reconnect costs nothing but a line in the log
 * @param partBytes the largest part, headers apart
 */
public record MjpegLimits(Duration connect, Duration stall, int partBytes) {

    public static final MjpegLimits DEFAULT = new MjpegLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 16 << 20);

    public MjpegLimits {
        if (connect.toMillis() < 1 || stall.toMillis() < 1 || partBytes < 1024) {
            throw new IllegalArgumentException("connect=" + connect + ", stall=" + stall + ", partBytes=" + partBytes
                    + ": times must be at least 1 ms and parts at least 1024 bytes");
        }
    }
}
