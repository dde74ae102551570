package org.millwright.maintenance;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list of numbers, 8 bytes each: windows of hundreds of machines hold a million of them. Thread safe. */
final class PackedDoubles extends AbstractList<Double> implements RandomAccess {

    private final double[] values;

    private PackedDoubles(double[] values) {
        this.values = values;
    }

    /** A copy, unless it is one of these already. */
    static PackedDoubles of(List<Double> values) {
        return values instanceof PackedDoubles packed
                ? packed
                : new PackedDoubles(values.stream().mapToDouble(value -> value).toArray());
    }

    /** Without a copy: the array is not changed any more. */
    static PackedDoubles owning(double[] values) {
        return new PackedDoubles(values);
    }

    @Override
    public Double get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
