package org.millwright.simulator.plant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.millwright.simulator.line.Machine;
import org.millwright.simulator.line.Quantity;
import org.millwright.simulator.opcua.DataType;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.Stamp;
import org.millwright.simulator.opcua.Variable;
import org.millwright.simulator.opcua.VariableSpec;

/** The machines' quantities as OPC UA variables. NOT thread safe: used on the thread that steps the line. */
final class LineNodes {

    private record Shown(Quantity quantity, Variable variable) {}

    private final List<Shown> shown = new ArrayList<>();

    LineNodes(Folder line, List<Machine> machines) {
        for (Machine machine : machines) {
            Folder folder = line.folder(machine.name());
            for (Quantity quantity : machine.quantities()) {
                shown.add(new Shown(quantity, folder.variable(spec(machine, quantity))));
            }
        }
    }

    private static VariableSpec spec(Machine machine, Quantity quantity) {
        DataType type = switch (quantity.type()) {
            case NUMBER -> DataType.DOUBLE;
            case WHOLE -> DataType.INT64;
            case FLAG -> DataType.BOOLEAN;
            case TEXT -> DataType.STRING;
        };
        return new VariableSpec(
                machine.name() + "." + quantity.name(),
                quantity.name(),
                type,
                quantity.unit(),
                quantity.low(),
                quantity.high(),
                false);
    }

    /** Pushes what the quantities are now, all with one source time. */
    void push(Instant sourceTime) {
        Stamp stamp = Stamp.of(sourceTime);
        for (Shown one : shown) {
            one.variable().push(asReal(one.quantity().value().get()), stamp);
        }
    }

    /** A PLC's analog value is a REAL of 24 bits (IEC 61131-3), whatever its server shows it as. */
    private static Object asReal(Object value) {
        return value instanceof Double number ? (double) number.floatValue() : value;
    }
}
