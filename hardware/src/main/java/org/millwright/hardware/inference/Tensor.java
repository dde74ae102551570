package org.millwright.hardware.inference;

import java.util.List;

/**
 * Name and shape of one input or output of a network. The type is always float32, row-major.
 *
 * @param shape every dimension fixed and at least 1, the batch of 1 included
 */
public record Tensor(String name, List<Integer> shape) {

    public Tensor {
        shape = List.copyOf(shape);
        if (name.isEmpty()) {
            throw new ModelException("a tensor has an empty name; name it as the network file does");
        }
        if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
            throw new ModelException(
                    "tensor \"" + name + "\": shape " + shape + " has a size below 1; every size must be fixed");
        }
    }

    /** How many values it holds; throws {@link ArithmeticException} where that is not an {@code int}. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
