package org.millwright.simulator.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.millwright.simulator.opcua.DataType;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.Stamp;
import org.millwright.simulator.opcua.Variable;
import org.millwright.simulator.opcua.VariableSpec;

/** One engine as a machine, {@code Engine001} and so on. NOT thread safe. */
final class Engine {

    private final String name;
    private final List<EngineCycle> cycles;
    private final List<Variable> settings = new ArrayList<>();
    private final List<Variable> sensors = new ArrayList<>();
    private final Variable cycle;
    private int next;

    Engine(Folder line, int unit, List<EngineCycle> cycles) {
        this.name = String.format(Locale.ROOT, "Engine%03d", unit);
        this.cycles = List.copyOf(cycles);
        Folder folder = line.folder(name);
        for (int i = 1; i <= EngineCycle.SETTINGS; i++) {
            settings.add(variable(folder, "Setting" + i, DataType.DOUBLE));
        }
        for (int i = 1; i <= EngineCycle.SENSORS; i++) {
            sensors.add(variable(folder, "Sensor" + i, DataType.DOUBLE));
        }
        this.cycle = variable(folder, "Cycle", DataType.INT64);
    }

    private Variable variable(Folder folder, String quantity, DataType type) {
        return folder.variable(VariableSpec.readOnly(name + "." + quantity, quantity, type));
    }

    boolean finished() {
        return next == cycles.size();
    }

    /** Shows the next cycle; {@code Cycle} comes last, so that who sees it has the rest of that cycle. */
    void step(Stamp time) {
        EngineCycle now = cycles.get(next++);
        for (int i = 0; i < settings.size(); i++) {
            settings.get(i).push(now.settings().get(i), time);
        }
        for (int i = 0; i < sensors.size(); i++) {
            sensors.get(i).push(now.sensors().get(i), time);
        }
        cycle.push(now.cycle(), time);
    }
}
