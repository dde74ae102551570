package org.millwright.hardware.camera;

/** A decoded picture, grey or in colour: row by row from the top left, unsigned bytes. */
public sealed interface Image permits GreyImage, ColourImage {

    int width();

    int height();

    /** Bytes a pixel: 1 for grey, 3 for red, green and blue. */
    int channels();

    /** Owned by the image, never changed. */
    byte[] pixels();
}
