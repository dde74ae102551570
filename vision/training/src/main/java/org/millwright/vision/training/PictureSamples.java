package org.millwright.vision.training;

import java.util.List;
import java.util.random.RandomGenerator;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.training.Samples;

/**
 * Square cuts of pictures, which cost less to learn from than whole ones: turned, mirrored, and a little brighter or
 * darker at random. Most cuts of a defective picture hold some of the defect. The target is the grid of covered cells.
 *
 * @param cut cells that a cut is wide and high
 */
record PictureSamples(List<Picture> pictures, int cut) implements Samples {

    private static final int CELL = SurfaceNetwork.CELL;
    private static final double AIMED_SHARE = 0.85;

    @Override
    public int count() {
        return pictures.size();
    }

    @Override
    public List<Integer> inputShape() {
        return List.of(1, 1, cut * CELL, cut * CELL);
    }

    @Override
    public int targetSize() {
        return cut * cut;
    }

    @Override
    public void write(int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt) {
        Picture picture = pictures.get(index);
        int columns = picture.image().width() / CELL;
        int rows = picture.image().height() / CELL;
        int aim = aim(picture, random);
        int left = start(aim < 0 ? -1 : aim % columns, columns, random);
        int top = start(aim < 0 ? -1 : aim / columns, rows, random);
        Turn turn = new Turn(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
        float gain = (float) Math.exp(0.1 * random.nextGaussian());
        GreyImage image = picture.image();
        int size = cut * CELL;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int level = image.at(left * CELL + turn.column(x, y, size), top * CELL + turn.row(x, y, size));
                inputs[inputAt + y * size + x] = Math.min(255, gain * level);
            }
        }
        for (int y = 0; y < cut; y++) {
            for (int x = 0; x < cut; x++) {
                int cell = (top + turn.row(x, y, cut)) * columns + left + turn.column(x, y, cut);
                targets[targetAt + y * cut + x] = picture.cells()[cell];
            }
        }
    }

    /** A defective cell that the cut must hold; -1 for a cut from anywhere. */
    private static int aim(Picture picture, RandomGenerator random) {
        if (!picture.defective() || random.nextDouble() >= AIMED_SHARE) {
            return -1;
        }
        byte[] cells = picture.cells();
        int from = random.nextInt(cells.length);
        for (int i = 0; i < cells.length; i++) {
            int cell = (from + i) % cells.length;
            if (cells[cell] == 1) {
                return cell;
            }
        }
        return -1;
    }

    /** Where a cut begins along an axis so that it lies inside and holds the aim. */
    private int start(int aim, int cells, RandomGenerator random) {
        int low = aim < 0 ? 0 : Math.max(0, aim - cut + 1);
        int high = aim < 0 ? cells - cut : Math.min(cells - cut, aim);
        return random.nextInt(low, high + 1);
    }

    /** One of the eight ways to lay a square on itself. */
    private record Turn(boolean mirrored, boolean upsideDown, boolean turned) {

        int column(int x, int y, int size) {
            int along = turned ? y : x;
            return mirrored ? size - 1 - along : along;
        }

        int row(int x, int y, int size) {
            int along = turned ? x : y;
            return upsideDown ? size - 1 - along : along;
        }
    }
}
