package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Folders of small pictures: even noise, and the same with a dark spot and its mask. */
record TestingPictures(Path folder) {

    static final int SIZE = 64;

    void draw(int ofEach) throws IOException {
        draw(ofEach, SIZE);
    }

    /** @param widths taken in turns; all are as high as {@link #SIZE} */
    void draw(int ofEach, int... widths) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ofEach; i++) {
            int width = widths[i % widths.length];
            write(noise(random, width), "good/" + i + ".jpg", "jpg");
            BufferedImage picture = noise(random, width);
            BufferedImage mask = new BufferedImage(width, SIZE, BufferedImage.TYPE_BYTE_GRAY);
            int left = random.nextInt(width - 12);
            int top = random.nextInt(SIZE - 12);
            for (int y = top; y < top + 12; y++) {
                for (int x = left; x < left + 12; x++) {
                    picture.getRaster().setSample(x, y, 0, 30);
                    mask.getRaster().setSample(x, y, 0, 255);
                }
            }
            write(picture, "pit/" + i + ".jpg", "jpg");
            write(mask, "pit/" + i + ".png", "png");
        }
    }

    static BufferedImage noise(SplittableRandom random, int width) {
        BufferedImage picture = new BufferedImage(width, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < width; x++) {
                picture.getRaster().setSample(x, y, 0, 110 + random.nextInt(40));
            }
        }
        return picture;
    }

    void write(BufferedImage picture, String name, String format) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
    }
}
