package org.millwright.edge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelBundle;

final class MaintenanceRunTest {

    private static final Path BUNDLE = Path.of("../maintenance/models/fd001");

    @TempDir
    Path folder;

    @Test
    void everyReadingOfEveryMachineIsTakenAndEachMachineHasItsPrognoses() throws Exception {
        MaintenancePlan plan = new MaintenancePlan(3, 20, 220, Duration.ofSeconds(1), Duration.ofSeconds(3), false);

        MaintenanceRun.Result result = new MaintenanceRun(plan, folder, ModelBundle.read(BUNDLE)).run(BUNDLE);

        assertThat(result.sent()).isEqualTo(3 * 20 * 3);
        assertThat(result.expected()).isEqualTo(9);
        // On a machine that does not come to it two seconds of readings may become one prognosis.
        assertThat(result.prognoses()).isBetween(3L, 9L).isEqualTo(result.withLife());
        assertThat(result.latency().getTotalCount()).isEqualTo(result.prognoses());
        assertThat(result.dropped())
                .isNotEmpty()
                .allSatisfy((reason, count) -> assertThat(count).as(reason).isZero());
        assertThat(result.status().queues())
                .allSatisfy(queue -> assertThat(queue.counts().delivered()
                                + queue.counts().dropped()
                                + queue.counts().waiting())
                        .isEqualTo(queue.counts().published()));
        assertThat(result.status().prognoses())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.last()).isPresent());
        assertThat(result.status().conditions().orElseThrow().made()).isPositive();
    }
}
