package org.millwright.vision.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.loss.Loss;

/**
 * What is wrong with the answers of an {@link InspectionNetwork}: each cell's cross-entropy, how badly the defective cells
 * are covered all together (Dice), the worst cell against the whole part, and the class.
 */
final class InspectionLoss extends Loss {

    private static final float CELLS = 4;
    private static final float COVER = 1;
    private static final float PART = 0.5f;
    private static final float KIND = 1;
    private static final float DEFECTIVE_CELL_WEIGHT = 3;

    private final Lesson lesson;

    InspectionLoss(Lesson lesson) {
        super("inspection");
        this.lesson = lesson;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray wanted = labels.singletonOrThrow();
        NDArray sum = wanted.getManager().create(0f);
        int next = 0;
        if (lesson.hasMap()) {
            NDArray map = predictions.get(next++).reshape(-1, lesson.cells());
            NDArray cells = slice(wanted, 0, lesson.cells());
            NDArray known = slice(wanted, lesson.mapKnownAt(), 1);
            sum = sum.add(cells(map, cells, known)).add(cover(map, cells, known).mul(COVER));
            NDArray partKnown = slice(wanted, lesson.partKnownAt(), 1);
            NDArray worst = map.max(new int[] {1}, true);
            NDArray part = crossEntropy(worst, slice(wanted, lesson.defectiveAt(), 1));
            sum = sum.add(part.mul(partKnown).mean().mul(PART));
        }
        if (lesson.hasClasses()) {
            NDArray shares = slice(wanted, lesson.kindsAt(), lesson.kinds().size());
            NDArray kind = predictions.get(next).logSoftmax(1).mul(shares).sum(new int[] {1});
            sum = sum.sub(kind.mean().mul(KIND));
        }
        return sum;
    }

    private static NDArray cells(NDArray map, NDArray cells, NDArray known) {
        NDArray weights = cells.mul(DEFECTIVE_CELL_WEIGHT - 1).add(1).mul(known);
        return crossEntropy(map, cells).mul(weights).mean().mul(CELLS);
    }

    /** One minus Dice over all cells of the batch (Milletari et al. 2016). */
    private static NDArray cover(NDArray map, NDArray cells, NDArray known) {
        NDArray share = map.getNDArrayInternal().sigmoid().mul(known);
        NDArray wanted = cells.mul(known);
        NDArray both = share.mul(wanted).sum().mul(2).add(1);
        return both.div(share.sum().add(wanted.sum()).add(1)).neg().add(1);
    }

    private static NDArray slice(NDArray wanted, int from, int count) {
        return wanted.get(new NDIndex().addAllDim().addSliceDim(from, from + count));
    }

    /** max(x, 0) − x·y + log(1 + exp(−|x|)), which neither overflows nor loses small numbers. */
    private static NDArray crossEntropy(NDArray logOdds, NDArray wanted) {
        NDArray positive = logOdds.maximum(0);
        return positive.sub(logOdds.mul(wanted))
                .add(logOdds.abs().neg().exp().add(1).log());
    }
}
