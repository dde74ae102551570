package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * One vibration sensor of a machine, as its recordings are told apart; what it brings are waveforms, not readings.
 *
 * @param name unique among the machine's channels
 * @param unit of one sample, such as {@code m/s2}; may be empty
 */
public record Channel(Machine machine, String name, String unit) {

    public Channel {
        requireNonNull(machine, "machine is null");
        requireNonNull(name, "name is null");
        requireNonNull(unit, "unit is null");
    }

    @Override
    public String toString() {
        return machine.name() + "/" + name;
    }
}
