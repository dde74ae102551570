package org.millwright.simulator.line;

/**
 * The spindle's bearing: wear from 0 (new) to 1 (failed).
 *
 * <p>Fatigue follows ISO 281: damage a turn grows with the cube of the load. Damage feeds itself (a pitted race hammers),
 * each bearing has a quality of its own (log-normal), and lubrication drifts, so two bearings never wear alike.
 */
final class Bearing {

    static final double RATED_LIFE_HOURS = 88;

    private static final double QUALITY_SPREAD = 0.30;
    private static final double LUBRICATION_SPREAD = 0.6;
    private static final double LUBRICATION_HOURS = 4;
    private static final double FRESH_RATE = 0.4;
    private static final double WORN_RATE = 2.2;

    private final Noise noise;
    private final double lifeHours;
    private double operatingHours;
    private double wear;
    private double lubrication;

    Bearing(Noise noise, double wear) {
        this.noise = noise;
        this.lifeHours = RATED_LIFE_HOURS * Math.exp(QUALITY_SPREAD * noise.gaussian());
        this.lubrication = LUBRICATION_SPREAD * noise.gaussian();
        this.wear = wear;
    }

    private Bearing(Bearing other) {
        this.noise = other.noise.copy();
        this.lifeHours = other.lifeHours;
        this.lubrication = other.lubrication;
        this.operatingHours = other.operatingHours;
        this.wear = other.wear;
    }

    Bearing copy() {
        return new Bearing(this);
    }

    /**
     * @param loadRatio 0 to 1, of the rated load
     * @param speedRatio 0 to 1, of the rated speed
     */
    void run(double hours, double loadRatio, double speedRatio) {
        operatingHours += hours;
        double kept = Math.exp(-hours / LUBRICATION_HOURS);
        lubrication = lubrication * kept + LUBRICATION_SPREAD * Math.sqrt(1 - kept * kept) * noise.gaussian();
        double duty = 3.2 * speedRatio * Math.pow(0.2 + 0.8 * loadRatio, 3);
        double rate = duty * (FRESH_RATE + WORN_RATE * wear) * Math.exp(lubrication) / lifeHours;
        wear = Math.min(1, wear + rate * hours);
    }

    double operatingHours() {
        return operatingHours;
    }

    double wear() {
        return wear;
    }

    boolean failed() {
        return wear >= 1;
    }
}
