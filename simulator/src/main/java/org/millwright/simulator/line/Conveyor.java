package org.millwright.simulator.line;

import java.util.List;

/** The conveyor under the vision station. It also counts what became of the parts. */
public final class Conveyor implements Machine {

    private static final double SET_SPEED = 0.25;

    private final Noise noise;
    private final Lag metresPerSecond = new Lag(0, 1.2);
    private final Lag loadKilograms = new Lag(20, 20);
    private final Lag motorCelsius = new Lag(24, 120);
    private double motorAmperes;
    private double targetLoadKilograms = 20;
    private long passed;
    private long rejected;
    private long unanswered;

    Conveyor(Noise noise) {
        this.noise = noise;
    }

    @Override
    public String name() {
        return "Conveyor";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(
                Quantity.number("BeltSpeed", "m/s", 0, 0.5, metresPerSecond::value),
                Quantity.number("MotorCurrent", "A", 0, 6, () -> motorAmperes),
                Quantity.whole("PartsPassed", () -> passed),
                Quantity.whole("PartsRejected", () -> rejected),
                Quantity.whole("PartsUnanswered", () -> unanswered));
    }

    @Override
    public void step(double seconds) {
        if (noise.uniform() < seconds / 10) {
            targetLoadKilograms = noise.uniform(10, 45);
        }
        loadKilograms.follow(targetLoadKilograms, seconds);
        double slip = 1 - 0.0006 * loadKilograms.value();
        metresPerSecond.follow(SET_SPEED * slip * (1 + 0.01 * noise.gaussian()), seconds);
        motorAmperes = (0.8 + 0.03 * loadKilograms.value()) * (1 + 0.01 * noise.gaussian());
        motorCelsius.follow(22 + 9 * motorAmperes, seconds);
    }

    /** The station's totals since start; rejected parts include the unanswered ones. */
    public void count(long passed, long rejected, long unanswered) {
        this.passed = passed;
        this.rejected = rejected;
        this.unanswered = unanswered;
    }

    /** What the drive of the drum motor tells, by the names of its metrics. */
    public List<Quantity> driveQuantities() {
        // The belt's 0.25 m/s are 1,450 turns of the motor a minute.
        return List.of(
                Quantity.number("Motor/Speed", "1/min", 0, 3000, () -> metresPerSecond.value() / SET_SPEED * 1450),
                Quantity.number("Motor/Current", "A", 0, 6, () -> motorAmperes),
                Quantity.number("Motor/Temperature", "degC", 0, 120, motorCelsius::value),
                Quantity.flag("Motor/Running", () -> metresPerSecond.value() > 0.02),
                Quantity.whole("Counter/Parts", () -> passed + rejected));
    }

    @Override
    public double powerKilowatts() {
        return Math.sqrt(3) * 400 * motorAmperes * 0.8 / 1000;
    }
}
