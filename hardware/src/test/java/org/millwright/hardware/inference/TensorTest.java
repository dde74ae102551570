package org.millwright.hardware.inference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TensorTest {

    @Test
    void aTensorWithoutNameOrShapeIsRefused() {
        assertThatThrownBy(() -> new Tensor("", List.of(1))).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> new Tensor("x", List.of())).hasMessageContaining("\"x\"");
    }

    @Test
    void aSizeThatNoArrayHasIsNotCutOff() {
        assertThatThrownBy(() -> new Tensor("x", List.of(100_000, 100_000)).size())
                .isInstanceOf(ArithmeticException.class);
    }
}
