package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BorderTest {

    @Test
    void beyondTheBorderThePictureRunsBackwardsAndThenForwardsAgain() {
        assertThat(IntStream.rangeClosed(-7, 8).map(at -> Border.mirrored(at, 3)))
                .containsExactly(0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2);
        assertThat(IntStream.rangeClosed(-2, 2).map(at -> Border.mirrored(at, 1)))
                .containsOnly(0);
    }
}
