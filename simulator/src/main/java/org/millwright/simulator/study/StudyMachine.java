package org.millwright.simulator.study;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.simulator.line.Machine;
import org.millwright.simulator.line.Quantity;

/** One machine of a line under its name of the study, with sensors that fail now and then. NOT thread safe. */
final class StudyMachine {

    private final String name;
    private final List<Quantity> quantities;
    private final List<SensorFault> faults;
    private final Map<String, Double> shown = new HashMap<>();

    /** @param watched quantities of the machine; the faulty sensors are among {@code failing} */
    StudyMachine(String name, Machine machine, List<String> watched, List<String> failing, long seed, int steps) {
        this.name = name;
        this.quantities = machine.quantities().stream()
                .filter(quantity -> watched.contains(quantity.name()))
                .toList();
        this.faults = SensorFault.plan(seed, failing, steps);
    }

    String name() {
        return name;
    }

    List<SensorFault> faults() {
        return faults;
    }

    /** The line of one step, as the agent's rehearsal reads it. */
    String line(int step) {
        StringBuilder line =
                new StringBuilder().append(StudyClock.nanos(step)).append(';').append(name);
        for (Quantity quantity : quantities) {
            // A PLC's analog value is a REAL.
            double value = ((Double) quantity.value().get()).floatValue();
            for (SensorFault fault : faults) {
                if (fault.covers(step) && fault.signal().equals(quantity.name())) {
                    value = fault.shown(value, shown.getOrDefault(quantity.name(), value), quantity);
                }
            }
            if (!Double.isNaN(value)) {
                shown.put(quantity.name(), value);
            }
            line.append(';').append(signal(quantity.name())).append('=');
            line.append(Double.isNaN(value) ? "bad" : Double.toString(value));
        }
        return line.append('\n').toString();
    }

    /** {@code BearingTemperature} is {@code bearing-temperature}, as in the demo's configuration. */
    static String signal(String quantity) {
        return quantity.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static List<String> signals(List<String> quantities) {
        return quantities.stream().map(StudyMachine::signal).toList();
    }
}
