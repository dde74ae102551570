package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.inference.TestingPress.MODES;
import static org.millwright.edge.inference.TestingPress.PLACE;
import static org.millwright.edge.inference.TestingPress.USUAL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.DiagnosisConfig.Limits;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.ShadowDiagnosis;
import org.millwright.hardware.inference.Trust;

/** A diagnosing bundle from deployment over trial and promotion to being taken back, and one that cannot be used. */
final class DiagnosisLifeTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CONFIGURED = TestingModels.hash(MODES);

    @TempDir
    Path folder;

    private ModelStore models =
            new ModelStore(Path.of("target", "unused-models"), Trust.ANYONE, InstantSource.system());
    private Optional<TestingPress> running = Optional.empty();

    @BeforeEach
    void open() {
        models = new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
    }

    @AfterEach
    void close() {
        running.ifPresent(TestingPress::close);
    }

    private TestingPress press(Path configured) {
        TestingPress press =
                new TestingPress(models, TestingPress.config(configured, Limits.NONE, Map.of(), USUAL.healthy()));
        running = Optional.of(press);
        return press;
    }

    /** Calls what is an overload none, and the other way round. */
    private static void swapped(ObjectNode manifest) {
        ((ObjectNode) manifest.get("contract").get("question"))
                .putPOJO("modes", List.of("overload", "overheating", "none"));
    }

    private String deployed(String name, java.util.function.Consumer<ObjectNode> change) throws IOException {
        String hash = models.add(TestingModels.variant(MODES, folder.resolve(name), change));
        models.prove(hash, 1);
        models.deploy(PLACE, hash, ModelKind.DIAGNOSIS);
        return hash;
    }

    /** With readings that are new each time. */
    private static Diagnosis until(TestingPress press, Predicate<Diagnosis> wanted) {
        return await().atMost(SOON)
                .until(() -> press.said(62 + press.nanos() / 1_000_000_000L % 2 * 0.1, 60, "M"), wanted);
    }

    @Test
    void aModelThatComesLaterIsNotToldWhatTheOneBeforeFoundFarAhead() throws IOException {
        TestingPress press = press(MODES);
        press.said(62, 60, "M");
        press.said(62, 60, "M");
        press.said(62, 60, "M");
        press.said(nanos -> List.of(TestingPress.ahead(nanos)));
        assertThat(press.status().dropped()).containsEntry("ahead", 1L);

        String next = deployed("swapped", DiagnosisLifeTest::swapped);
        models.promote(PLACE);
        Diagnosis promoted = until(press, said -> said.model().equals(next));
        assertThat(promoted.timestampNanos()).isEqualTo(press.nanos());
        press.said(nanos -> List.of(TestingPress.ahead(nanos)));
        assertThat(press.said(62, 60, "M").timestampNanos())
                .as("nor does it believe the next, knowing the clock for seconds only")
                .isEqualTo(press.nanos());
        assertThat(press.status().dropped()).containsEntry("ahead", 2L);
    }

    @Test
    void aModelOnTrialTakesItsReadingsInAlsoWhereTheOneThatDecidesHasNothingToSay() throws IOException {
        TestingPress press = press(MODES);
        await().atMost(SOON).until(() -> press.status().seat().slot().live().isPresent());
        deployed(
                "moment",
                manifest ->
                        ((ObjectNode) manifest.get("contract").get("measured").get(0)).put("name", "Moment"));
        press.first(Notice.class, notice -> notice.kind() == Notice.Kind.MODEL_DEPLOYED);

        for (int i = 0; i < 5; i++) {
            press.saidAtAnyTime(nanos -> List.of(TestingPress.number("Moment", "Nm", 30, nanos)));
        }
        await().atMost(SOON)
                .until(() -> press.status().seat().trial() instanceof Comparison.OfDiagnoses trial
                        && trial.asked() > 0
                        && trial.compared() == 0);
        assertThat(press.status().last())
                .as("the one that decides reads torque")
                .isEmpty();
    }

    @Test
    void aModelOnTrialIsComparedAndActsOnNothingUntilItIsPromotedAndCanBeTakenBack() throws IOException {
        TestingPress press = press(MODES);
        press.said(62, 60, "M");
        String candidate = deployed("swapped", DiagnosisLifeTest::swapped);
        press.first(Notice.class, notice -> notice.kind() == Notice.Kind.MODEL_DEPLOYED);

        press.said(62, 60, "M");
        ShadowDiagnosis both = press.first(ShadowDiagnosis.class, shadow -> true);
        assertThat(both.shadow().model()).isEqualTo(candidate);
        assertThat(both.shadow().answer().word()).isEqualTo("none");
        assertThat(both.live().answer().word()).isEqualTo("overload");
        assertThat(both.agrees()).isFalse();
        await().atMost(SOON)
                .until(() -> press.status().seat().trial() instanceof Comparison.OfDiagnoses trial
                        && trial.compared() > 0
                        && trial.agreed() == 0
                        && trial.errors() == 0);
        assertThat(press.kept(Diagnosis.class)).extracting(Diagnosis::model).containsOnly(CONFIGURED);

        models.promote(PLACE);
        Diagnosis promoted = until(press, said -> said.model().equals(candidate));
        assertThat(promoted.answer().word()).isEqualTo("none");
        models.rollBack(PLACE, "asked for");
        Diagnosis back = until(press, said -> said.model().equals(CONFIGURED));
        assertThat(back.answer().word()).isEqualTo("overload");
        assertThat(press.first(Notice.class, notice -> notice.kind() == Notice.Kind.MODEL_ROLLED_BACK)
                        .text())
                .contains("asked for", CONFIGURED);
    }

    @Test
    void aPromotedModelThatDoesNotKnowTheMachineIsTakenBackByItself() throws IOException {
        TestingPress press = press(MODES);
        press.said(62, 60, "M");
        String stranger = deployed("stranger", manifest -> {
            ObjectNode torque =
                    (ObjectNode) manifest.get("contract").get("measured").get(0);
            torque.put("low", 500).put("high", 600);
        });
        models.promote(PLACE);

        Diagnosis strange = until(press, said -> said.model().equals(stranger));
        assertThat(((Answer.Uncertain) strange.answer()).cause()).isEqualTo("range");
        until(press, said -> said.model().equals(CONFIGURED));
        assertThat(press.first(Notice.class, notice -> notice.kind() == Notice.Kind.MODEL_ROLLED_BACK)
                        .text())
                .contains("outside of what the model was trained on", CONFIGURED);
    }

    private void refused(Path bundle, String... because) {
        TestingPress press = press(bundle);
        Diagnosis said = press.said(62, 60, "M");
        assertThat(said.health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
        assertThat(said.model()).isEmpty();
        assertThat(((Answer.Uncertain) said.answer()).reason())
                .startsWith("no model: ")
                .contains(because);
        assertThat(press.status().modelFault()).isNotEmpty();
    }

    @Test
    void aFileThatWasChangedLeavesTheDiagnosisUncertain() throws IOException {
        Path bundle = TestingModels.variant(MODES, folder.resolve("changed"), manifest -> {});
        Files.writeString(bundle.resolve("trees.bin"), "damaged");
        refused(bundle, "trees.bin was changed", "restore the folder");
    }

    @Test
    void aBundleOfAnotherKindLeavesTheDiagnosisUncertain() {
        refused(TestingModels.TURBOFAN, "is of kind \"remaining-life\", but \"diagnosis\" is needed");
    }

    @Test
    void aFolderThatIsNoBundleLeavesTheDiagnosisUncertain() {
        refused(folder, "bundle.json");
    }
}
