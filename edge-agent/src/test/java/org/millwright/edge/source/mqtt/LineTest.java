package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final byte[] GOOD = {1};

    private final Line line = new Line();

    @Test
    void whatWasTakenAndNotWrittenIsKnownAtTheEnd() throws InterruptedException {
        assertThat(line.write("verdict", GOOD)).isTrue();
        assertThat(line.write("verdict", GOOD)).isTrue();
        line.acknowledge(7);
        assertThat(line.next(Duration.ZERO)).isInstanceOf(Line.Task.Write.class);
        assertThat(line.acknowledgements()).containsExactly(7);
        assertThat(line.end()).isOne();
    }

    @Test
    void aLineThatIsBrokenTakesNothing() {
        line.lost("cut", false);
        assertThat(line.write("verdict", GOOD)).isFalse();
        line.acknowledge(7);
        assertThat(line.acknowledgements()).isEmpty();
        assertThat(line.end()).isZero();
    }
}
