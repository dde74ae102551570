package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.millwright.hardware.camera.GreyImage;

/**
 * Labelled pictures of one size.
 *
 * @param fingerprint SHA-256 in hex over names and contents of all files
 */
record PictureFolder(List<Picture> pictures, String fingerprint) {

    private static final int LEAST_OF_EACH = 10;

    static PictureFolder read(Path folder) throws IOException {
        PictureFolder read;
        try (PictureReader reader = new PictureReader()) {
            read = reader.read(folder);
        }
        long good =
                read.pictures.stream().filter(picture -> !picture.defective()).count();
        long defective = read.pictures.size() - good;
        if (good < LEAST_OF_EACH || defective < LEAST_OF_EACH) {
            throw new IOException(folder + " has " + good + " pictures in " + Picture.GOOD + "/ and " + defective
                    + " in other folders; at least " + LEAST_OF_EACH + " of each are needed");
        }
        for (Picture picture : read.pictures) {
            GreyImage image = picture.image();
            if (image.width() != read.width() || image.height() != read.height()) {
                throw new IOException(folder.resolve(picture.file()) + " is " + image.width() + "x" + image.height()
                        + ", others are " + read.width() + "x" + read.height() + "; all must have one size");
            }
        }
        return read;
    }

    int width() {
        return pictures.getFirst().image().width();
    }

    int height() {
        return pictures.getFirst().image().height();
    }
}
