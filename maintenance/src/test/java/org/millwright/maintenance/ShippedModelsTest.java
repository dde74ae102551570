package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.hardware.inference.ModelException;

/** The bundles of this repository, as the agent opens them. */
final class ShippedModelsTest {

    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"fd001", "bearing"})
    void everyShippedBundleOpensProvesItselfAndIsSmall(String name) throws IOException {
        Path directory = Path.of("models", name);
        try (RemainingLifeModel model = RemainingLifeModel.open(directory);
                Stream<Path> files = Files.walk(directory)) {
            assertThat(model.hash()).hasSize(64);
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(1_000_000);
        }
    }

    @Test
    void machineThatStandsAtItsTrainingMeanGetsAnAnswerOnceItHasHistoryEnough() {
        try (RemainingLifeModel model = RemainingLifeModel.open(Path.of("models", "fd001"))) {
            LifeWatch watch = new LifeWatch(model, Duration.ZERO);
            Outlook first = feed(watch, model.contract(), 1).orElseThrow();
            assertThat(first.health()).isEqualTo(Health.FUNCTION_CHECK);
            assertThat(first.remainingLife()).isNaN();
            assertThat(first.low()).isNaN();
            assertThat(first.reason()).isEqualTo("too little history: 1 of at least 10 steps of 1.0 cycles");
            Outlook last = first;
            for (int cycle = 2; cycle <= 80; cycle++) {
                last = feed(watch, model.contract(), cycle).orElseThrow();
            }
            assertThat(last.remainingLife()).isBetween(10.0, 125.0);
            assertThat(last.low()).isBetween(0.0, last.remainingLife());
            assertThat(last.high()).isBetween(last.remainingLife(), 125.0);
            assertThat(last.coverage()).isEqualTo(0.9);
            assertThat(last.sourceNanos()).isEqualTo(80 * SECOND);
        }
    }

    @Test
    void lostSourceEndsThePrognosisAndAReplacedPartRestartsIt() {
        try (RemainingLifeModel model = RemainingLifeModel.open(Path.of("models", "fd001"))) {
            LifeWatch watch = new LifeWatch(model, Duration.ZERO);
            for (int cycle = 1; cycle <= 20; cycle++) {
                feed(watch, model.contract(), cycle);
            }
            watch.lose("sensor-4", "source engine is down", 21 * SECOND);
            Outlook lost = watch.advance(21 * SECOND).orElseThrow();
            assertThat(lost.health()).isEqualTo(Health.FUNCTION_CHECK);
            assertThat(lost.reason()).isEqualTo("cannot be used now: sensor-4: source engine is down");

            watch.accept(new Sample.Usable("sensor-4", mean(model.contract(), "sensor-4"), 22 * SECOND, 22 * SECOND));
            assertThat(watch.advance(22 * SECOND).orElseThrow().remainingLife()).isNotNaN();

            watch.accept(new Sample.Usable("cycle", 1, 23 * SECOND, 23 * SECOND));
            assertThat(watch.advance(23 * SECOND).orElseThrow().reason())
                    .isEqualTo("too little history: 1 of at least 10 steps of 1.0 cycles since a part was replaced");
        }
    }

    @Test
    void bundleOfAnotherKindAndAFolderWithoutOneAreRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> RemainingLifeModel.open(empty))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(empty.toString());
    }

    private static Optional<Outlook> feed(LifeWatch watch, LifeContract contract, int cycle) {
        long nanos = cycle * SECOND;
        for (LifeInput input : contract.inputs()) {
            double value = input.name().equals("cycle") ? cycle : input.mean();
            watch.accept(new Sample.Usable(input.name(), value, nanos, nanos));
        }
        return watch.advance(nanos);
    }

    private static double mean(LifeContract contract, String input) {
        return contract.inputs().stream()
                .filter(one -> one.name().equals(input))
                .findFirst()
                .orElseThrow()
                .mean();
    }
}
