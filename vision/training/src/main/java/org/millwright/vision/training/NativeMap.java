package org.millwright.vision.training;

import java.io.IOException;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.vision.DefectMap;
import org.millwright.vision.Resampling;

/** A network's map at the size of the picture as it came, beside the mask as it was drawn. */
final class NativeMap {

    private NativeMap() {}

    /** Log-odds a pixel of the picture, in a line between the cells. */
    static float[] logOdds(Answer answer) {
        DefectMap map = answer.map();
        Example example = answer.example();
        if (!example.isAtItsOwnSize()) {
            return enlarged(map, example.width(), example.height());
        }
        // The last cells may stick out of the picture by a pixel.
        int columns = map.columns() * Lesson.CELL;
        float[] cells = enlarged(map, columns, map.rows() * Lesson.CELL);
        float[] pixels = new float[example.width() * example.height()];
        for (int y = 0; y < example.height(); y++) {
            System.arraycopy(cells, y * columns, pixels, y * example.width(), example.width());
        }
        return pixels;
    }

    private static float[] enlarged(DefectMap map, int width, int height) {
        float[] pixels = new float[width * height];
        new Resampling(map.columns(), map.rows(), width, height).apply(map.logOdds(), pixels);
        return pixels;
    }

    /** Counts every pixel; of a good part all are sound. */
    static PixelTally tally(Answer answer, PictureFiles files) throws IOException {
        float[] logOdds = logOdds(answer);
        byte[] mask = new byte[logOdds.length];
        if (answer.example().masked()) {
            GreyImage drawn = files.mask(answer.example().entry().mask().orElseThrow());
            mask = Examples.blackAndWhite(drawn);
        }
        PixelTally tally = new PixelTally();
        for (int i = 0; i < mask.length; i++) {
            tally.add(logOdds[i], mask[i] != 0);
        }
        return tally;
    }
}
