package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Prognosis;
import org.millwright.hardware.inference.Trust;

/** An engine in the middle of its life, while the agent is restarted. */
final class LifeMemoryTest {

    private static final int FLIGHTS = 30;

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

    private TestingEngine flown() {
        TestingEngine engine = new TestingEngine(models, TestingModels.TURBOFAN);
        flying = Optional.of(engine);
        for (int i = 0; i < FLIGHTS; i++) {
            engine.fly();
        }
        return engine;
    }

    private Prognosis afterRestart(TestingEngine engine, Path model, int unseen) {
        TestingEngine restarted = engine.restarted(models, model, unseen);
        flying = Optional.of(restarted);
        return restarted.fly();
    }

    @Test
    void aRestartedAgentGoesOnWithTheLifeThatItHasSeen() {
        TestingEngine engine = flown();
        Prognosis before = engine.fly();

        Prognosis after = afterRestart(engine, TestingModels.TURBOFAN, 0);

        assertThat(after.reason()).doesNotContain("too little history").contains((FLIGHTS + 2) + " of 400 steps known");
        assertThat(after.remainingLife()).isCloseTo(before.remainingLife(), within(5.0));
        assertThat(after.interval()).isPresent();
    }

    @Test
    void flightsThatTheAgentDidNotSeeAreUnknownStepsAndNotUnchangedOnes() {
        Prognosis after = afterRestart(flown(), TestingModels.TURBOFAN, 2);

        assertThat(after.reason()).contains((FLIGHTS + 1) + " of 400 steps known");
        assertThat(after.remainingLife()).isFinite();
    }

    @Test
    void afterTooLongAnAbsenceNothingIsClaimed() {
        Prognosis after = afterRestart(flown(), TestingModels.TURBOFAN, 300);

        assertThat(after.health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
        assertThat(after.remainingLife()).isNaN();
    }

    @Test
    void whatWasSeenIsOfNoUseToAModelThatCountsInOtherSteps() throws IOException {
        Path coarse = TestingModels.variant(TestingModels.TURBOFAN, folder.resolve("coarse"), manifest -> {
            ObjectNode axis = (ObjectNode) manifest.get("contract").get("axis");
            axis.put("step", 2).put("longest-hold", 4);
        });

        Prognosis after = afterRestart(flown(), coarse, 0);

        assertThat(after.reason()).contains("too little history");
    }
}
