package org.millwright.edge.bench;

import java.util.List;
import org.millwright.hardware.camera.ColourImage;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.GoldenSample;
import org.millwright.hardware.inference.ModelBundle;

/** A golden input of a bundle, as the picture that it was. */
record BenchPicture(Image image) {

    static List<BenchPicture> of(ModelBundle bundle) {
        return bundle.golden().stream().map(sample -> of(bundle, sample)).toList();
    }

    /** Inputs are planes; pictures have their colours side by side. */
    private static BenchPicture of(ModelBundle bundle, GoldenSample sample) {
        List<Integer> shape = bundle.inputs().getFirst().shape();
        int channels = shape.get(1);
        int height = shape.get(2);
        int width = shape.get(3);
        float[] planes =
                bundle.values(sample.inputs().getFirst(), bundle.inputs().getFirst());
        byte[] pixels = new byte[planes.length];
        int plane = width * height;
        for (int i = 0; i < pixels.length; i++) {
            pixels[(i % plane) * channels + Math.floorDiv(i, plane)] = (byte) Math.round(planes[i]);
        }
        return new BenchPicture(
                channels == 1 ? new GreyImage(width, height, pixels) : new ColourImage(width, height, pixels));
    }
}
