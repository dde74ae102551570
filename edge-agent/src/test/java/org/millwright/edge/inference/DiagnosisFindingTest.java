package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.config.DiagnosisConfig.Agreement;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Diagnosis.Standing;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.maintenance.diagnosis.Contribution;
import org.millwright.maintenance.diagnosis.Diagnosis;
import org.millwright.maintenance.diagnosis.Diagnosis.Probable;
import org.millwright.maintenance.diagnosis.Diagnosis.Uncertain.Cause;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;

/** What models of every kind of question say, in the words of a row, and when it stands. */
final class DiagnosisFindingTest {

    private static final List<MeasuredInput> INPUTS = List.of(
            new MeasuredInput("load", "kN", 0, 100, false, List.of()),
            new MeasuredInput("grade", "", 0, 1, false, List.of("hard", "soft")));
    private static final DiagnosisContract SEVERAL = new DiagnosisContract(
            INPUTS, List.of(), new Question.AnyModes(List.of("worn", "loose", "warming up"), 0.5), List.of());
    private static final DiagnosisContract ONE = new DiagnosisContract(
            INPUTS, List.of(), new Question.OneMode(List.of("none", "worn", "loose"), 0), List.of());
    private static final List<Contribution> BECAUSE = List.of(
            new Contribution("grade", 1, "", 1.2345),
            new Contribution("load", Double.NaN, "kN", -0.5),
            new Contribution("load", 3, "kN", 0));

    private static DiagnosisFinding finding(DiagnosisContract contract, Probable... ranked) {
        return finding(TestingPress.USUAL, contract, ranked);
    }

    private static DiagnosisFinding finding(DiagnosisConfig config, DiagnosisContract contract, Probable... ranked) {
        List<Probable> all = List.of(ranked);
        double least = contract.question() instanceof Question.AnyModes ? 0.5 : 0;
        List<Probable> named =
                all.stream().filter(mode -> mode.probability() >= least).toList();
        return DiagnosisFinding.of(
                new Diagnosis.Modes(named, all, BECAUSE), contract, Set.of("none", "warming up"), config);
    }

    private static DiagnosisConfig sure(double leastProbability) {
        DiagnosisConfig usual = TestingPress.USUAL;
        return new DiagnosisConfig(
                usual.place(),
                usual.machine(),
                usual.model(),
                usual.inputs(),
                usual.categories(),
                usual.healthy(),
                leastProbability,
                usual.limits(),
                usual.every(),
                usual.agreement(),
                usual.longestHold(),
                usual.staleAfter());
    }

    @Test
    void aFailureThatTheModelNamesLessSurelyThanIsAskedForIsUndecidedAndNotWell() {
        Probable[] worn = {new Probable("worn", 0.85), new Probable("loose", 0.2), new Probable("warming up", 0.1)};
        assertThat(finding(sure(0.9), SEVERAL, worn).answer())
                .isEqualTo(new Answer.Uncertain(
                        "undecided", "worn 0.85, loose 0.20, warming up 0.10; none is probable enough to be named"));
        assertThat(finding(sure(0.85), SEVERAL, worn).answer().word()).isEqualTo("worn");
        assertThat(finding(
                                sure(0.9),
                                SEVERAL,
                                new Probable("warming up", 0.95),
                                new Probable("worn", 0.85),
                                new Probable("loose", 0.2))
                        .answer()
                        .word())
                .as("a healthy mode that is sure does not hide a failure that may be present too")
                .isEqualTo("uncertain");
        assertThat(finding(
                                sure(0.9),
                                SEVERAL,
                                new Probable("worn", 0.45),
                                new Probable("loose", 0.2),
                                new Probable("warming up", 0.1))
                        .answer()
                        .word())
                .as("what the model does not name either is not there")
                .isEqualTo("none");
    }

    @Test
    void severalModesMayBePresentAtOnceAndEachStandsForItself() {
        DiagnosisFinding both = finding(
                SEVERAL, new Probable("worn", 0.9), new Probable("loose", 0.6), new Probable("warming up", 0.1));
        assertThat(both.answer())
                .isEqualTo(new Answer.Mode(
                        "worn",
                        false,
                        0.9,
                        "loose 0.60, warming up 0.10",
                        "grade soft (+1.23), load missing (-0.500)"));
        ModeRecord record = new ModeRecord(new Agreement(2, 3));
        record.add(both);
        assertThat(record.standing()).isEmpty();
        record.add(both);
        record.add(DiagnosisFinding.uncertain("stale", "the source is down"));
        assertThat(record.standing()).extracting(Standing::what).containsExactly("worn", "loose");
        assertThat(record.standing().getFirst().certainty()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void noModeAtAllIsWellWhereTheModelMayNameNone() {
        DiagnosisFinding none =
                finding(SEVERAL, new Probable("loose", 0.2), new Probable("worn", 0.1), new Probable("warming up", 0));
        Answer.Mode mode = (Answer.Mode) none.answer();
        assertThat(mode.mode()).isEqualTo("none");
        assertThat(mode.healthy()).isTrue();
        assertThat(mode.probability()).isCloseTo(0.8, within(1e-9));
        DiagnosisFinding warm =
                finding(SEVERAL, new Probable("warming up", 0.9), new Probable("worn", 0.1), new Probable("loose", 0));
        assertThat(warm.answer().word()).isEqualTo("warming up");
        assertThat(warm.named()).isEmpty();
    }

    @Test
    void aModeThatIsNotProbableEnoughIsNotNamed() {
        DiagnosisFinding undecided =
                finding(ONE, new Probable("worn", 0.45), new Probable("loose", 0.3), new Probable("none", 0.25));
        assertThat(undecided.answer())
                .isEqualTo(new Answer.Uncertain(
                        "undecided", "worn 0.45, loose 0.30, none 0.25; none is probable enough to be named"));
        assertThat(undecided.health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
    }

    @Test
    void aModelThatFailsThreeTimesInARowHasToGo() {
        DiagnosisFinding failed = DiagnosisFinding.of(
                new Diagnosis.Uncertain(Cause.NETWORK, "the network answered NaN"),
                ONE,
                Set.of("none"),
                TestingPress.USUAL);
        assertThat(failed.answer()).isEqualTo(new Answer.Uncertain("model", "the network answered NaN"));
        DiagnosisConduct conduct = new DiagnosisConduct("hash");
        JudgedDiagnosis judged = new JudgedDiagnosis(
                Plant.diagnosis(TestingPress.PRESS, Plant.START), 0, true, failed.failed(), failed.strange(), false);
        conduct.take(judged);
        conduct.take(judged);
        assertThat(conduct.complaint()).isEmpty();
        conduct.take(judged);
        assertThat(conduct.complaint()).contains("it failed 3 times in a row");
        assertThat(conduct.drift()).isEmpty();
    }

    @Test
    void valuesThatStandStillCountOnceAgainstAModelThatDoesNotKnowThem() {
        DiagnosisConduct conduct = new DiagnosisConduct("hash");
        for (int i = 0; i < 500; i++) {
            conduct.take(strange(i == 0));
        }
        assertThat(conduct.complaint()).isEmpty();
        for (int i = 0; i < 50; i++) {
            conduct.take(strange(true));
        }
        assertThat(conduct.complaint())
                .contains("51 of the last 51 moments lie outside of what the model was trained on");
    }

    private static JudgedDiagnosis strange(boolean anew) {
        return new JudgedDiagnosis(Plant.diagnosis(TestingPress.PRESS, Plant.START), 0, anew, false, true, false);
    }
}
