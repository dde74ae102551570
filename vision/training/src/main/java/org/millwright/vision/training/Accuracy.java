package org.millwright.vision.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How well a network does on pictures, in the three figures by which another form of it is taken or not; NaN where there is
 * nothing to count.
 *
 * @param auroc the chance that a defective part scores above a good one
 * @param dice of pixels, at the limit of regions
 * @param right share of the parts that are judged rightly at the limit, the class included where there are several
 */
record Accuracy(double auroc, double dice, double right) {

    private static final double AUROC_MAY_LOSE = 0.002;
    private static final double DICE_MAY_LOSE = 0.01;
    private static final double RIGHT_MAY_LOSE = 0.005;
    /** Differences of decimal fractions. */
    private static final double ROUNDING = 1e-9;

    static Accuracy of(Verdicts verdicts, float regionLimit) throws IOException {
        Figures figures = Figures.of(verdicts, regionLimit);
        double right = verdicts.lesson().hasClasses()
                ? verdicts.accuracy()
                : Verdicts.share(
                        verdicts.answers(),
                        answer -> verdicts.defective(answer) != answer.example().good());
        return new Accuracy(
                verdicts.tellsGood() ? verdicts.auroc() : Double.NaN,
                figures.pixels().isEmpty() ? Double.NaN : figures.dice(verdicts.answers()),
                right);
    }

    /** What another form of the same network loses that is more than it may; empty when it holds. */
    Optional<String> lostBy(Accuracy other) {
        List<String> losses = new ArrayList<>();
        lost("auroc", auroc, other.auroc, AUROC_MAY_LOSE).ifPresent(losses::add);
        lost("dice", dice, other.dice, DICE_MAY_LOSE).ifPresent(losses::add);
        lost("share judged rightly", right, other.right, RIGHT_MAY_LOSE).ifPresent(losses::add);
        return losses.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", losses));
    }

    private static Optional<String> lost(String name, double own, double others, double mayLose) {
        // A figure of the other that is not there fails the comparison, and so counts as lost.
        return Double.isNaN(own) || own - others <= mayLose + ROUNDING
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "%s %.4f instead of %.4f, at most %.3f may be lost", name, others, own, mayLose));
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "auroc", auroc);
        put(json, "dice", dice);
        put(json, "right", right);
        return json;
    }

    private static void put(Map<String, Object> json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.put(name, Figures.rounded(value));
        }
    }
}
