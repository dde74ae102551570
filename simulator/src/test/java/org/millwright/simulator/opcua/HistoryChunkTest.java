package org.millwright.simulator.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HistoryChunkTest {

    @Property(tries = 50)
    void whatIsPackedComesBackBitForBit(@ForAll long seed) {
        Random random = new Random(seed);
        HistoryChunk chunk = new HistoryChunk(DataType.DOUBLE);
        List<History.Kept> added = new ArrayList<>();
        long ticks = 130_000_000_000_000_000L;
        for (int i = 0; i < 200; i++) {
            ticks += switch (random.nextInt(4)) {
                case 0 -> 1_000_000 + 10_000L * random.nextInt(30);
                case 1 -> random.nextInt();
                case 2 -> -random.nextLong(1_000_000_000_000L);
                default -> 1_000_000;
            };
            double value = switch (random.nextInt(5)) {
                case 0 -> (double) (float) random.nextGaussian();
                case 1 -> Double.longBitsToDouble(random.nextLong());
                case 2 -> random.nextInt(1_000);
                case 3 -> random.nextBoolean() ? -0.0 : Double.NaN;
                default -> random.nextGaussian();
            };
            chunk.add(ticks, value);
            added.add(new History.Kept(ticks, value));
        }
        List<History.Kept> back = new ArrayList<>();
        chunk.forEach((when, value) -> back.add(new History.Kept(when, value)));
        assertThat(back).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(back.get(i).ticks()).isEqualTo(added.get(i).ticks());
            assertThat(Double.doubleToRawLongBits((Double) back.get(i).value()))
                    .isEqualTo(Double.doubleToRawLongBits((Double) added.get(i).value()));
        }
    }
}
