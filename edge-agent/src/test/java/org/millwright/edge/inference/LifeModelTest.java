package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.ShadowPrognosis;
import org.millwright.hardware.inference.Trust;

/** An engine with the shipped model, while models are deployed, promoted and taken back. */
final class LifeModelTest {

    private static final String SHIPPED = TestingModels.hash(TestingModels.TURBOFAN);
    private static final int FLIGHTS_KNOWN = 12;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private ModelStore models;
    private Optional<TestingEngine> flying = Optional.empty();

    @BeforeEach
    void open() {
        models = new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
    }

    @AfterEach
    void close() {
        flying.ifPresent(TestingEngine::close);
    }

    /** Until the model has seen enough to speak. */
    private TestingEngine engine() {
        TestingEngine engine = new TestingEngine(models, TestingModels.TURBOFAN);
        flying = Optional.of(engine);
        Prognosis first = engine.fly();
        for (int i = 1; i < FLIGHTS_KNOWN; i++) {
            first = engine.fly();
        }
        assertThat(first.model()).isEqualTo(SHIPPED);
        assertThat(first.remainingLife()).isFinite();
        return engine;
    }

    private Path variant(String name, Consumer<ObjectNode> change) throws IOException {
        return TestingModels.variant(TestingModels.TURBOFAN, folder.resolve(name), change);
    }

    private String deployed(Path bundle) {
        String hash = models.add(bundle);
        models.prove(hash, 1);
        models.deploy(TestingEngine.PLACE, hash, ModelKind.REMAINING_LIFE);
        return hash;
    }

    /** Says half of what the shipped one does, or less. */
    private static void pessimistic(ObjectNode manifest) {
        TestingModels.contract(manifest, "cap", 40);
    }

    /** Proves itself on its golden samples, and gives no numbers for what an engine sends. */
    private static void blown(ObjectNode manifest) {
        for (var input : (ArrayNode) manifest.get("contract").get("inputs")) {
            ((ObjectNode) input).put("deviation", 1e-300);
        }
    }

    @Test
    void aModelOnTrialIsComparedAndActsOnNothingUntilItIsPromotedAndCanBeTakenBack() throws IOException {
        TestingEngine engine = engine();
        String candidate = deployed(variant("pessimistic", LifeModelTest::pessimistic));
        assertThat(engine.notice(Notice.Kind.MODEL_DEPLOYED).text()).contains(candidate, TestingEngine.PLACE);

        Prognosis live = engine.fly();
        assertThat(live.model()).isEqualTo(SHIPPED);
        ShadowPrognosis both =
                engine.first(ShadowPrognosis.class, one -> one.live().equals(live));
        assertThat(both.shadow().model()).isEqualTo(candidate);
        // At once: it goes on with what the live one has seen.
        assertThat(both.shadow().remainingLife()).isBetween(0.0, 40.0);
        assertThat(both.difference()).isNegative();
        assertThat(both.agrees()).isFalse();
        await().atMost(SOON)
                .until(() -> engine.status().seat().trial() instanceof Comparison.OfLives lives
                        && lives.compared() > 0
                        && lives.outsideShare() == 1
                        && lives.meanDifference() < 0
                        && lives.errors() == 0);
        assertThat(engine.kept(Prognosis.class).map(Prognosis::model)).containsOnly(SHIPPED);

        models.promote(TestingEngine.PLACE);
        Prognosis promoted = engine.fly(said -> said.model().equals(candidate));
        assertThat(promoted.remainingLife()).isBetween(0.0, 40.0);
        assertThat(engine.notice(Notice.Kind.MODEL_PROMOTED).text()).contains(candidate);

        models.rollBack(TestingEngine.PLACE, "asked for");
        Prognosis back = engine.fly(said -> said.model().equals(SHIPPED));
        assertThat(back.remainingLife()).isFinite();
        assertThat(engine.notice(Notice.Kind.MODEL_ROLLED_BACK).text()).contains("asked for");
    }

    @Test
    void aPromotedModelThatGivesNoNumbersIsTakenBackByItself() throws IOException {
        TestingEngine engine = engine();
        String blown = deployed(variant("blown", LifeModelTest::blown));
        models.promote(TestingEngine.PLACE);

        Prognosis uncertain = engine.fly(said -> said.model().equals(blown));
        assertThat(uncertain.health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
        assertThat(uncertain.remainingLife()).isNaN();
        assertThat(uncertain.reason()).contains("the network answered");

        Prognosis back = engine.fly(said -> said.model().equals(SHIPPED));
        assertThat(back.remainingLife()).isFinite();
        assertThat(engine.notice(Notice.Kind.MODEL_ROLLED_BACK).text()).contains("failed 3 times", SHIPPED);
        assertThat(models.slot(TestingEngine.PLACE).live()).contains(SHIPPED);
    }

    @Test
    void aModelThatFailsOnTrialIsWithdrawnAndTheLiveOneGoesOn() throws IOException {
        TestingEngine engine = engine();
        String blown = deployed(variant("blown", LifeModelTest::blown));
        engine.notice(Notice.Kind.MODEL_DEPLOYED);

        Prognosis live =
                engine.fly(said -> models.slot(TestingEngine.PLACE).shadow().isEmpty());

        assertThat(live.model()).isEqualTo(SHIPPED);
        assertThat(engine.notice(Notice.Kind.MODEL_REFUSED).text()).contains("on trial it failed 3 times");
        assertThat(engine.kept(ShadowPrognosis.class).map(one -> one.shadow().model()))
                .containsOnly(blown);
    }

    @Test
    void aCandidateThatCountsInOtherStepsSeesTheMachineItself() throws IOException {
        TestingEngine engine = engine();
        String coarse = deployed(variant("coarse", manifest -> {
            ObjectNode axis = (ObjectNode) manifest.get("contract").get("axis");
            axis.put("step", 2).put("longest-hold", 4);
        }));
        engine.notice(Notice.Kind.MODEL_DEPLOYED);
        engine.fly();

        ShadowPrognosis first = engine.first(ShadowPrognosis.class, one -> true);

        assertThat(first.shadow().model()).isEqualTo(coarse);
        assertThat(first.shadow().reason()).contains("too little history");
        assertThat(first.difference()).isNaN();
    }

    @Test
    void aModelOfPicturesHasNoPlaceAtAMachine() {
        models.configure(TestingEngine.PLACE, TestingModels.TURBOFAN, ModelKind.REMAINING_LIFE);
        String pictures = models.add(TestingModels.SHIPPED);
        assertThatThrownBy(() -> models.deploy(TestingEngine.PLACE, pictures, ModelKind.REMAINING_LIFE))
                .hasMessageContaining("surface-inspection")
                .hasMessageContaining("needs one of kind remaining-life");
    }
}
