package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.demo.EngineAnswer;
import org.millwright.simulator.demo.EngineRun;

@Timeout(240)
class EngineReplayTest {

    @TempDir
    Path folder;

    @Test
    void livesOfAHundredRealEnginesAreForetoldFromOpcUaAndReadFromTheStore() throws Exception {
        Path data = Path.of(System.getProperty(
                        "millwright.data", Built.HOME.resolve("../shared/data").toString()))
                .resolve("cmapss")
                .normalize();
        assumeTrue(
                Files.isDirectory(data),
                "no C-MAPSS data in " + data + ": name the folder above it with -Dmillwright.data=FOLDER");
        try (EngineRun run = EngineRun.start(
                Built.HOME, Built.agentClasspath(), data, "FD001", Duration.ofMillis(50), folder.resolve("run"))) {
            List<EngineAnswer> answers = run.awaitAnswers();
            double rmse = EngineAnswer.rmse(answers);
            System.out.printf(Locale.ROOT, "FD001 over OPC UA: RMSE %.2f, %d engines%n", rmse, answers.size());
            assertThat(answers)
                    .hasSize(100)
                    .allSatisfy(answer -> assertThat(answer.predicted()).isBetween(0.0, 130.0));
            assertThat(rmse).isLessThan(13);
        }
    }
}
