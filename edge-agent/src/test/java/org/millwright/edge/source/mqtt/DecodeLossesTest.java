package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Loss;

class DecodeLossesTest {

    private static final long SECOND = 1_000_000_000;

    private final DecodeLosses losses = new DecodeLosses();

    @Test
    void aThousandASecondMakeOneRowForEachSignalAndSecond() {
        int rows = 0;
        for (int i = 0; i < 5_000; i++) {
            long now = i * SECOND / 1_000;
            losses.count(TestingPlant.METER, i % 2 == 0 ? "power" : "state", 1, now);
            rows += losses.due(now).size();
        }
        assertThat(rows).isEqualTo(10);
        assertThat(losses.due(6 * SECOND)).extracting(Loss::signal, Loss::count).hasSize(2);
    }

    @Test
    void aRowSaysFromWhenToWhen() {
        losses.count(TestingPlant.METER, "power", 1, 5);
        losses.due(5);
        losses.count(TestingPlant.METER, "power", 1, 6);
        losses.count(TestingPlant.METER, "power", 2, 7);
        assertThat(losses.due(8)).isEmpty();
        assertThat(losses.due(5 + SECOND))
                .containsExactly(
                        new Loss(TestingPlant.METER, "power", Loss.Reason.DECODE, 3, 6, 5 + SECOND, 5 + SECOND));
    }

    @Property(tries = 200)
    void everyLossIsToldOnceAlsoWhereItCouldNotBeHandedOnAtFirst(@ForAll long seed) {
        DecodeLosses own = new DecodeLosses();
        Random random = new Random(seed);
        long counted = 0;
        long told = 0;
        for (long now = 0; now < 300 * SECOND / 10; now += SECOND / 10) {
            int count = random.nextInt(3);
            own.count(TestingPlant.METER, "s" + random.nextInt(3), count, now);
            counted += count;
            List<Loss> due = own.due(now);
            if (random.nextInt(3) == 0) {
                own.putBack(due);
            } else {
                told += due.stream().mapToLong(Loss::count).sum();
            }
        }
        told += own.rest(0).stream().mapToLong(Loss::count).sum();
        assertThat(told).isEqualTo(counted);
    }
}
