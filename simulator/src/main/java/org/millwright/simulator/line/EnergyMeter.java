package org.millwright.simulator.line;

import java.util.List;

/** The meter in the line's feed: the sum of what the machines draw, plus light and controls. */
public final class EnergyMeter {

    private static final double STANDING_KILOWATTS = 1.2;

    private final Noise noise;
    private double activeKilowatts;
    private double energyKilowattHours;
    private double volts = 400;

    EnergyMeter(Noise noise) {
        this.noise = noise;
    }

    /** By the names that the meter gives them in its messages. */
    public List<Quantity> quantities() {
        return List.of(
                Quantity.number("active_power_kw", "kW", 0, 100, this::activeKilowatts),
                Quantity.number("energy_kwh", "", 0, 0, this::energyKilowattHours),
                Quantity.number("voltage_v", "", 380, 420, this::volts),
                Quantity.number("current_a", "A", 0, 200, this::amperes),
                Quantity.number("power_factor", "", 0, 1, this::powerFactor));
    }

    void step(double seconds, List<Machine> machines) {
        double sum = STANDING_KILOWATTS;
        for (Machine machine : machines) {
            sum += machine.powerKilowatts();
        }
        activeKilowatts = sum;
        energyKilowattHours += sum * seconds / 3600;
        volts = 402 - 0.06 * sum + 0.4 * noise.gaussian();
    }

    public double activeKilowatts() {
        return activeKilowatts;
    }

    public double energyKilowattHours() {
        return energyKilowattHours;
    }

    /** Between two phases. */
    public double volts() {
        return volts;
    }

    public double amperes() {
        return activeKilowatts * 1000 / (Math.sqrt(3) * volts * powerFactor());
    }

    /** Loaded motors have a better one than idle motors. */
    public double powerFactor() {
        return 0.72 + 0.2 * (1 - Math.exp(-activeKilowatts / 25));
    }
}
