package org.millwright.simulator.surface;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One part as the camera sees it, and the truth about it. Immutable. */
public final class Surface {

    /** Width and height in pixels. */
    public static final int SIZE = 224;

    private final byte[] pixels;
    private final @Nullable Defect defect;

    Surface(byte[] pixels, @Nullable Defect defect) {
        if (pixels.length != SIZE * SIZE) {
            throw new IllegalArgumentException("a surface has " + SIZE * SIZE + " pixels, not " + pixels.length);
        }
        this.pixels = requireNonNull(pixels, "pixels is null");
        this.defect = defect;
    }

    /** Row by row from the top left, one unsigned byte each, 0 black; not to be changed. */
    public byte[] pixels() {
        return pixels;
    }

    /** 0 (black) to 255 (white). */
    public int at(int x, int y) {
        return pixels[y * SIZE + x] & 0xFF;
    }

    /** Empty for a good part. */
    public Optional<Defect> defect() {
        return Optional.ofNullable(defect);
    }
}
