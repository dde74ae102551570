package org.millwright.vision.training.goodonly;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.millwright.hardware.training.Graph;
import org.millwright.hardware.training.Graph.Join;
import org.millwright.hardware.training.Graph.Step;
import org.millwright.hardware.training.Layer;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.Levels;

/**
 * What places on good pictures look like to the trunk: features made comparable, and a few hundred examples that stand for
 * all (after PatchCore and PaDiM). A place far from every example is strange.
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Memory(Whitening whitening, float[][] examples) {

    /** Pixels that a place of the memory is wide and high. */
    static final int PLACE = 8;

    private static final int NUMBERS = 40;
    private static final int PLACES = 40_000;

    /** Steps of the trunk whose answers side by side are the features; the first is brought to the size of the others. */
    private static final String SMALL = "quarter-small";

    private static final List<String> FEATURES = List.of(SMALL, Trunk.EIGHTH, Trunk.WIDE);

    /** A trunk that gives features. */
    static Graph graph() {
        List<Step> steps = new ArrayList<>(Trunk.steps());
        steps.add(small());
        return new Graph(Trunk.PICTURE, steps, FEATURES);
    }

    /**
     * Looks at good pictures.
     *
     * @param trunk of {@link #graph}, trained
     */
    static Memory of(TrainableNetwork trunk, List<Levels> pictures, int examples, RandomGenerator random) {
        int perPicture = Math.max(1, Math.floorDiv(PLACES, pictures.size()));
        List<float[]> places = new ArrayList<>();
        for (Levels picture : pictures) {
            float[][] all = places(trunk, picture);
            if (all.length <= perPicture) {
                places.addAll(List.of(all));
            } else {
                for (int i = 0; i < perPicture; i++) {
                    places.add(all[random.nextInt(all.length)]);
                }
            }
        }
        Whitening whitening = Whitening.of(places.toArray(float[][]::new), NUMBERS);
        float[][] points = places.stream().map(whitening::apply).toArray(float[][]::new);
        return new Memory(whitening, Coreset.of(points, examples));
    }

    /** The steps that follow the trunk's; the last is called {@code name} and says how strange each place is. */
    List<Step> steps(String name) {
        int numbers = whitening.offsets().length;
        return List.of(
                small(),
                new Step("features", FEATURES, Join.CONCATENATE, List.of(Layer.Conv.square(numbers, 1, 1))),
                new Step(name, "features", List.of(new Layer.Distance(examples))));
    }

    /** The weights of those steps. */
    List<float[]> weights() {
        float[][] rows = whitening.rows();
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return List.of(flat, whitening.offsets());
    }

    private static Step small() {
        int window = Math.floorDiv(PLACE, Trunk.CELL);
        return new Step(SMALL, Trunk.QUARTER, List.of(new Layer.AveragePool(List.of(window, window))));
    }

    private static float[][] places(TrainableNetwork trunk, Levels picture) {
        float[][] maps = trunk.answers(picture.values(), 1);
        int count = Math.floorDiv(picture.width(), PLACE) * Math.floorDiv(picture.height(), PLACE);
        int features = 0;
        for (float[] map : maps) {
            features += Math.floorDiv(map.length, count);
        }
        float[][] places = new float[count][features];
        int feature = 0;
        for (float[] map : maps) {
            for (int i = 0; i < map.length; i++) {
                places[i % count][feature + Math.floorDiv(i, count)] = map[i];
            }
            feature += Math.floorDiv(map.length, count);
        }
        return places;
    }
}
