package org.millwright.simulator.line;

import java.time.Duration;
import java.util.List;

/**
 * Press, robot, spindle, conveyor and the meter that feeds them. The same seed gives the same plant, whatever the
 * portions in which time is given to it. NOT thread safe: stepped and read on one thread.
 */
public final class Line {

    /** Plant time moves in ticks of this length. */
    public static final Duration TICK = Duration.ofMillis(100);

    private static final double TICK_SECONDS = TICK.toMillis() / 1000.0;

    private final Spindle spindle;
    private final Conveyor conveyor;
    private final EnergyMeter meter;
    private final Accelerometer accelerometer;
    private final List<Machine> machines;
    private long waitingNanos;
    private long ticks;

    public Line(long seed, WearSettings wear) {
        Noise noise = new Noise(seed);
        Press press = new Press(noise.split());
        Robot robot = new Robot(noise.split());
        this.spindle = new Spindle(noise.split(), wear.acceleration(), wear.initialWear());
        this.conveyor = new Conveyor(noise.split());
        this.meter = new EnergyMeter(noise.split());
        this.accelerometer = new Accelerometer(spindle, noise.split(), TICK_SECONDS);
        this.machines = List.of(press, robot, spindle, conveyor);
    }

    /** Lets plant time pass; what is left of a tick waits for the next call. */
    public void advance(Duration plantTime) {
        waitingNanos += plantTime.toNanos();
        while (waitingNanos >= TICK.toNanos()) {
            waitingNanos -= TICK.toNanos();
            tick();
        }
    }

    private void tick() {
        for (Machine machine : machines) {
            machine.step(TICK_SECONDS);
        }
        meter.step(TICK_SECONDS, machines);
        accelerometer.step();
        ticks++;
    }

    /** Those that the PLC shows over OPC UA. */
    public List<Machine> machines() {
        return machines;
    }

    public Spindle spindle() {
        return spindle;
    }

    public Conveyor conveyor() {
        return conveyor;
    }

    public EnergyMeter meter() {
        return meter;
    }

    /** On the spindle's bearing. */
    public Accelerometer accelerometer() {
        return accelerometer;
    }

    public Duration plantTime() {
        return TICK.multipliedBy(ticks);
    }
}
