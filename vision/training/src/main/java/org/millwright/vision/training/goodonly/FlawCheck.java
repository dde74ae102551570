package org.millwright.vision.training.goodonly;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.FlawMaker;
import org.millwright.vision.training.flaws.Levels;

/** The same good pictures with and without painted flaws each time: how well a network tells them apart. */
final class FlawCheck {

    private static final int MOST = 40;

    private final List<Levels> good = new ArrayList<>();
    private final List<Levels> spoiled = new ArrayList<>();

    /** @param pictures good ones that the network does not learn from */
    FlawCheck(List<Levels> pictures, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int step = Math.max(1, Math.ceilDiv(pictures.size(), MOST));
        for (int i = 0; i < pictures.size(); i += step) {
            Levels picture = pictures.get(i).copy();
            good.add(pictures.get(i));
            new FlawMaker(random).spoil(picture, pictures.get(random.nextInt(pictures.size())));
            spoiled.add(picture);
        }
    }

    /** Mean cross-entropy of the worst cells; lower is better. */
    double loss(TrainableNetwork network) {
        double sum = 0;
        for (Levels picture : good) {
            sum += Math.log1p(Math.exp(Math.min(50, worst(network, picture))));
        }
        for (Levels picture : spoiled) {
            sum += Math.log1p(Math.exp(Math.min(50, -worst(network, picture))));
        }
        return sum / (good.size() + spoiled.size());
    }

    private static double worst(TrainableNetwork network, Levels picture) {
        double worst = Double.NEGATIVE_INFINITY;
        for (float value : network.answer(picture.values(), 1)) {
            worst = Math.max(worst, value);
        }
        return worst;
    }
}
