package org.millwright.simulator.line;

import java.util.List;

/**
 * A CNC spindle that runs one job after another. Load heats the bearing, wear raises its vibration and temperature,
 * speed and load draw power. When the bearing fails the spindle stops, gets a new bearing and goes on.
 */
public final class Spindle implements Machine {

    static final double RATED_SPEED = 14_000;
    private static final double AMBIENT_CELSIUS = 22;
    private static final double REPLACEMENT_SECONDS = 15;
    private static final double TOOL_CHANGE_SECONDS = 2.5;

    private record Job(double speedPerMinute, double loadPercent, double feedMillimetresPerMinute, double seconds) {}

    private final Noise noise;
    private final double wearAcceleration;
    private final Lag speedPerMinute;
    private final Lag loadPercent;
    private final Lag bearingCelsius;
    private Bearing bearing;
    private Job job;
    private double jobSeconds;
    private double stoppedSeconds;
    private double vibrationRms;
    private double powerKilowatts;
    private long bearingsReplaced;
    private double failureAtHours;

    /**
     * @param wearAcceleration operating hours that pass in one hour of plant time
     * @param initialWear of the first bearing, 0 (new) up to 1
     */
    Spindle(Noise noise, double wearAcceleration, double initialWear) {
        this.noise = noise;
        this.wearAcceleration = wearAcceleration;
        this.speedPerMinute = new Lag(0, 0.8);
        this.loadPercent = new Lag(0, 0.5);
        this.bearingCelsius = new Lag(AMBIENT_CELSIUS, 40);
        this.job = nextJob();
        this.bearing = new Bearing(noise.split(), initialWear);
        this.failureAtHours = foreseeFailure(0.1);
    }

    private Spindle(Spindle other) {
        this.noise = other.noise.copy();
        this.wearAcceleration = other.wearAcceleration;
        this.speedPerMinute = other.speedPerMinute.copy();
        this.loadPercent = other.loadPercent.copy();
        this.bearingCelsius = other.bearingCelsius.copy();
        this.bearing = other.bearing.copy();
        this.job = other.job;
        this.jobSeconds = other.jobSeconds;
        this.failureAtHours = other.failureAtHours;
    }

    @Override
    public String name() {
        return "Spindle";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(
                Quantity.number("OperatingHours", "h", 0, 1000, this::operatingHours),
                Quantity.number("Speed", "1/min", 0, RATED_SPEED, this::speedPerMinute),
                Quantity.number("Load", "%", 0, 100, this::loadPercent),
                Quantity.number("VibrationRms", "mm/s", 0, 20, this::vibrationRmsMillimetresPerSecond),
                Quantity.number("BearingTemperature", "degC", 0, 120, this::bearingCelsius),
                Quantity.number("Power", "kW", 0, 20, this::powerKilowatts),
                Quantity.number("FeedRate", "mm/min", 0, 8000, this::feedMillimetresPerMinute));
    }

    @Override
    public void step(double seconds) {
        boolean fitted = false;
        if (bearing.failed()) {
            fitted = standStill(seconds);
        } else {
            cut(seconds);
        }
        double speedRatio = speedPerMinute.value() / RATED_SPEED;
        double loadRatio = loadPercent.value() / 100;
        sense(speedRatio, loadRatio, seconds);
        if (!bearing.failed() && turning()) {
            bearing.run(seconds / 3600 * wearAcceleration, loadRatio, speedRatio);
        }
        if (fitted) {
            // Not before the step is over: the copy that runs ahead must draw the very numbers that this one will.
            failureAtHours = foreseeFailure(seconds);
        }
    }

    private void cut(double seconds) {
        jobSeconds += seconds;
        if (jobSeconds >= job.seconds() + TOOL_CHANGE_SECONDS) {
            job = nextJob();
            jobSeconds = 0;
        }
        boolean cutting = jobSeconds < job.seconds();
        speedPerMinute.follow(cutting ? job.speedPerMinute() : 0.4 * job.speedPerMinute(), seconds);
        loadPercent.follow(cutting ? job.loadPercent() * (1 + 0.03 * noise.gaussian()) : 4, seconds);
    }

    /** True when a new bearing was fitted. */
    private boolean standStill(double seconds) {
        speedPerMinute.follow(0, seconds);
        loadPercent.follow(0, seconds);
        stoppedSeconds += seconds;
        if (stoppedSeconds >= REPLACEMENT_SECONDS) {
            stoppedSeconds = 0;
            jobSeconds = 0;
            job = nextJob();
            bearing = new Bearing(noise.split(), 0);
            bearingsReplaced++;
            return true;
        }
        return false;
    }

    private void sense(double speedRatio, double loadRatio, double seconds) {
        double wear = bearing.wear();
        double heat = 34 * speedRatio * (0.5 + loadRatio) * (1 + 0.9 * wear * wear);
        bearingCelsius.follow(AMBIENT_CELSIUS + heat, seconds);
        double imbalance = 0.25 + 0.8 * speedRatio * speedRatio + 0.3 * loadRatio * speedRatio;
        double hammering = 7.5 * Math.pow(wear, 1.6) * speedRatio * (0.7 + 0.3 * loadRatio);
        vibrationRms = (0.05 + (imbalance + hammering) * speedRatio) * Math.exp(0.06 * noise.gaussian());
        double drag = 0.9 * speedRatio * (1 + 0.8 * wear * wear);
        powerKilowatts = 0.35 + drag + 13 * loadRatio * speedRatio * Math.exp(0.01 * noise.gaussian());
    }

    private Job nextJob() {
        double load = noise.uniform(30, 85);
        double speed = noise.uniform(0.55, 1.0) * RATED_SPEED;
        return new Job(speed, load, 45 * load * noise.uniform(0.9, 1.1), noise.uniform(5, 15));
    }

    /** Runs a copy of this spindle to the end of its bearing: the plant's own wear is decided by its seed alone. */
    private double foreseeFailure(double seconds) {
        Spindle future = new Spindle(this);
        while (!future.bearing.failed()) {
            future.step(seconds);
        }
        return future.bearing.operatingHours();
    }

    private boolean turning() {
        return speedPerMinute.value() > 50;
    }

    /** Since the present bearing was fitted: back to 0 when it is replaced. */
    public double operatingHours() {
        return bearing.operatingHours();
    }

    public double speedPerMinute() {
        return speedPerMinute.value();
    }

    public double loadPercent() {
        return loadPercent.value();
    }

    public double vibrationRmsMillimetresPerSecond() {
        return vibrationRms;
    }

    public double bearingCelsius() {
        return bearingCelsius.value();
    }

    public double feedMillimetresPerMinute() {
        return bearing.failed() || jobSeconds >= job.seconds() ? 0 : job.feedMillimetresPerMinute();
    }

    @Override
    public double powerKilowatts() {
        return powerKilowatts;
    }

    /** The truth, for scoring: 0 (new) to 1 (failed). */
    public double wear() {
        return bearing.wear();
    }

    /** The truth, for scoring: operating hours until this bearing will fail. */
    public double remainingHours() {
        return Math.max(0, failureAtHours - bearing.operatingHours());
    }

    /** True from the failure until the new bearing is fitted. */
    public boolean failed() {
        return bearing.failed();
    }

    public long bearingsReplaced() {
        return bearingsReplaced;
    }
}
