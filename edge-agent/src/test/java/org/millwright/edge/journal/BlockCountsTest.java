package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Loss;

class BlockCountsTest {

    @Test
    void whatIsReadIsWhatWasWritten() {
        BlockCounts counts = new BlockCounts();
        counts.row(3);
        counts.row(3);
        counts.row(700);
        counts.repetition(4);
        counts.lost(900, Loss.Reason.QUOTA, 5_000_000_000L);
        BlockCounts read = BlockCounts.of(counts.toBytes());
        assertThat(read.rows()).isEqualTo(3);
        assertThat(read.rows(3)).isEqualTo(2);
        assertThat(read.rows(700)).isEqualTo(1);
        assertThat(read.repeated(4)).isEqualTo(1);
        assertThat(read.losses()).containsExactly(new BlockCounts.Lost(900, Loss.Reason.QUOTA, 5_000_000_000L));
    }

    @Test
    void rubbishIsRefusedAndTakesNoMemory() {
        Varints.Writer rubbish = new Varints.Writer();
        rubbish.put(1);
        rubbish.put(Integer.MAX_VALUE - 1);
        rubbish.put(1);
        assertThatThrownBy(() -> BlockCounts.of(rubbish.toBytes())).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
