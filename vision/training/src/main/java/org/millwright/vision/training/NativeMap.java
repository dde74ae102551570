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
        float[] pixels = new float[example.width() * example.height()];
        new Resampling(map.columns(), map.rows(), example.width(), example.height()).apply(map.logOdds(), pixels);
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
