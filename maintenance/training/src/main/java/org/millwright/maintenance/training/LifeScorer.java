package org.millwright.maintenance.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.millwright.maintenance.Estimate;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.RemainingLifeModel;
import org.millwright.maintenance.StepAssembler;
import org.millwright.maintenance.Window;

/** Measures estimates against what was left. */
final class LifeScorer {

    private LifeScorer() {}

    /** By the path of training: PyTorch on prepared windows. */
    static Scores byPyTorch(LifeEnsemble ensemble, Examples examples) {
        Scores.Tally tally = new Scores.Tally(ensemble.contract().cap());
        byPyTorch(ensemble, examples, life -> life, tally);
        return tally.scores();
    }

    /** @param unit from the number of a life in the examples to its number in the tally */
    static void byPyTorch(LifeEnsemble ensemble, Examples examples, IntUnaryOperator unit, Scores.Tally tally) {
        LifeContract contract = ensemble.contract();
        double[] answers = ensemble.answer(examples);
        for (int i = 0; i < answers.length; i++) {
            tally.add(
                    unit.applyAsInt(examples.life(i)),
                    answers[i],
                    contract.intervals().around(answers[i], examples.late(i), examples.step(i)),
                    examples.remaining(i));
        }
    }

    /**
     * By the path of the gateway: a bundle, samples one by one, ONNX Runtime. A value is sent only when it changes.
     *
     * @param throughout at every step of a history, or at its end only
     */
    static Scores byBundle(Path bundle, List<LifeHistory> histories, List<String> columns, boolean throughout) {
        try (RemainingLifeModel model = RemainingLifeModel.open(bundle)) {
            Scores.Tally tally = new Scores.Tally(model.contract().cap());
            for (int life = 0; life < histories.size(); life++) {
                LifeHistory history = histories.get(life);
                int unit = life;
                StepAssembler assembler = model.newAssembler(Duration.ZERO);
                history.replay(assembler, columns, (row, moved) -> {
                    if (throughout ? moved : row == history.rows().size() - 1) {
                        score(model, assembler.window(), unit, history.endOfLife(), tally);
                    }
                });
            }
            return tally.scores();
        }
    }

    private static void score(RemainingLifeModel model, Window window, int unit, double endOfLife, Scores.Tally tally) {
        switch (model.estimate(window)) {
            case Estimate.Life life -> {
                LifeContract contract = model.contract();
                tally.add(
                        unit,
                        life.remaining(),
                        life.intervals(),
                        endOfLife
                                - Lives.reached(contract.axis(), window.steps().getLast()));
            }
            case Estimate.None none -> tally.addNone();
            case Estimate.Failed failed -> tally.addNone();
        }
    }
}
