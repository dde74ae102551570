package org.millwright.hardware.camera;

/**
 * A decoded colour picture, as it was encoded: no colour profile is applied.
 *
 * @param pixels row by row from the top left, three unsigned bytes each: red, green, blue; owned by the image, never
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent") // As for Frame.
public record ColourImage(int width, int height, byte[] pixels) implements Image {

    private static final int CHANNELS = 3;

    public ColourImage {
        if (width < 1 || height < 1 || pixels.length != width * height * CHANNELS) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " colour image cannot have " + pixels.length + " bytes");
        }
    }

    @Override
    public int channels() {
        return CHANNELS;
    }
}
