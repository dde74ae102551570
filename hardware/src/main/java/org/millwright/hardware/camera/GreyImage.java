package org.millwright.hardware.camera;

/**
 * A decoded grey picture.
 *
 * @param pixels row by row from the top left, one unsigned byte each; owned by the image, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // As for Frame.
public record GreyImage(int width, int height, byte[] pixels) implements Image {

    public GreyImage {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " image cannot have " + pixels.length + " pixels");
        }
    }

    @Override
    public int channels() {
        return 1;
    }

    /** 0 (black) to 255 (white). */
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xFF;
    }
}
