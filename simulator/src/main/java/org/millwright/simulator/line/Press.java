package org.millwright.simulator.line;

import java.util.List;

/** A hydraulic press: the stroke sets ram, pressure and current; the pump's losses heat the oil. */
final class Press implements Machine {

    private static final double CYCLE_SECONDS = 4;
    private static final double STROKE_MILLIMETRES = 400;
    private static final double PISTON_KILONEWTON_PER_BAR = 7;

    private enum State {
        IDLE("Idle"),
        CLOSING("Closing"),
        PRESSING("Pressing"),
        OPENING("Opening");

        private final String shown;

        State(String shown) {
            this.shown = shown;
        }
    }

    private final Noise noise;
    private final Lag oilCelsius = new Lag(30, 150);
    private final Lag oilBar = new Lag(12, 0.15);
    private double cycleSeconds;
    private double ramMillimetres = STROKE_MILLIMETRES;
    private double ramKilonewtons;
    private double motorAmperes;
    private double blankKilonewtons = 1300;
    private long cycles;
    private State state = State.IDLE;

    Press(Noise noise) {
        this.noise = noise;
    }

    @Override
    public String name() {
        return "Press";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(
                Quantity.number("OilTemperature", "degC", 0, 90, oilCelsius::value),
                Quantity.number("OilPressure", "bar", 0, 280, oilBar::value),
                Quantity.number("RamPosition", "mm", 0, STROKE_MILLIMETRES, () -> ramMillimetres),
                Quantity.number("RamForce", "kN", 0, 1800, () -> ramKilonewtons),
                Quantity.number("MotorCurrent", "A", 0, 120, () -> motorAmperes),
                Quantity.whole("CycleCount", () -> cycles),
                Quantity.text("State", () -> state.shown));
    }

    @Override
    public void step(double seconds) {
        cycleSeconds += seconds;
        if (cycleSeconds >= CYCLE_SECONDS) {
            cycleSeconds -= CYCLE_SECONDS;
            cycles++;
            blankKilonewtons = 1300 + 60 * noise.gaussian();
        }
        double phase = cycleSeconds / CYCLE_SECONDS;
        state = stateAt(phase);
        ramMillimetres = STROKE_MILLIMETRES * opening(phase);
        double targetBar = switch (state) {
            case IDLE -> 12;
            case CLOSING, OPENING -> 55;
            case PRESSING -> blankKilonewtons / PISTON_KILONEWTON_PER_BAR;
        };
        oilBar.follow(targetBar * (1 + 0.004 * noise.gaussian()), seconds);
        ramKilonewtons = state == State.PRESSING ? oilBar.value() * PISTON_KILONEWTON_PER_BAR : 0;
        // Warm oil is thinner: the pump leaks more inside and draws a little more for the same pressure.
        double leak = 1 + 0.003 * (oilCelsius.value() - 40);
        motorAmperes = (14 + 0.36 * oilBar.value() * leak) * (1 + 0.01 * noise.gaussian());
        oilCelsius.follow(22 + 1.05 * powerKilowatts(), seconds);
    }

    private static State stateAt(double phase) {
        if (phase < 0.25) {
            return State.IDLE;
        }
        if (phase < 0.45) {
            return State.CLOSING;
        }
        return phase < 0.75 ? State.PRESSING : State.OPENING;
    }

    /** 1 fully open, 0 closed. */
    private static double opening(double phase) {
        return switch (stateAt(phase)) {
            case IDLE -> 1;
            case CLOSING -> 0.5 + 0.5 * Math.cos(Math.PI * (phase - 0.25) / 0.20);
            case PRESSING -> 0;
            case OPENING -> 0.5 - 0.5 * Math.cos(Math.PI * (phase - 0.75) / 0.25);
        };
    }

    @Override
    public double powerKilowatts() {
        return Math.sqrt(3) * 400 * motorAmperes * 0.85 / 1000;
    }
}
