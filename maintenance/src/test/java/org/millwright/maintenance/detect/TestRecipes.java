package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded machine whose power and flow follow the speed that its recipe sets and a load that wanders. */
final class TestRecipes {

    static final List<String> SIGNALS = List.of("speed", "power", "flow");

    private static final double[][] CENTRES = {{900, 5, 24}, {1500, 12, 41}, {2100, 17, 45}};

    private final Random random;
    private double load;

    TestRecipes(long seed) {
        random = new Random(seed);
    }

    double[] row(int recipe) {
        load = 0.6 * load + 0.8 * random.nextGaussian();
        double[] centre = CENTRES[recipe];
        return new double[] {
            centre[0],
            centre[1] + 0.3 * load + 0.1 * random.nextGaussian(),
            centre[2] + load + 0.4 * random.nextGaussian()
        };
    }

    /** One recipe after the other, so many rows each. */
    List<double[]> rows(int visits, int rows, int... recipes) {
        List<double[]> all = new ArrayList<>();
        for (int visit = 0; visit < visits; visit++) {
            for (int i = 0; i < rows; i++) {
                all.add(row(recipes[visit % recipes.length]));
            }
        }
        return all;
    }
}
