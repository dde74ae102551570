package org.millwright.simulator.mqtt;

import java.util.ArrayList;
import java.util.List;
import org.millwright.simulator.line.Quantity;

/** Reads quantities and holds them to their types, on the thread that steps the line: there a mistake is seen at once. */
final class Readout {

    private Readout() {}

    /** @throws IllegalStateException if a quantity gives a value of another type than it says */
    static List<Object> of(List<Quantity> quantities) {
        List<Object> values = new ArrayList<>(quantities.size());
        for (Quantity quantity : quantities) {
            Object value = quantity.value().get();
            Class<?> type = switch (quantity.type()) {
                case NUMBER -> Double.class;
                case WHOLE -> Long.class;
                case FLAG -> Boolean.class;
                case TEXT -> String.class;
            };
            if (!type.isInstance(value)) {
                throw new IllegalStateException(quantity.name() + " is " + quantity.type() + " and gave "
                        + value.getClass().getSimpleName() + " " + value + ": must be a " + type.getSimpleName());
            }
            values.add(value);
        }
        return List.copyOf(values);
    }
}
