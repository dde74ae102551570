package org.millwright.simulator.line;

import java.util.List;

/**
 * An accelerometer on the spindle's bearing. Shaft harmonics (imbalance, misalignment), the cutter's teeth and noise; once the
 * bearing is spalled, blows at the frequency of the fault, each ringing a resonance, as McFadden and Smith (1984) model it.
 * They grow with the wear; which part is spalled is drawn for each bearing.
 *
 * <p>NOT thread safe: on the thread that steps the line.
 */
public final class Accelerometer {

    public static final double RATE_HERTZ = 25_600;
    /** Of one recording: 0.64 s. */
    public static final int SAMPLES = 16_384;

    public static final String UNIT = "m/s2";

    private static final List<BearingFault> KINDS = List.of(BearingFault.values());

    /** Below it the race is smooth. */
    private static final double SPALLED_FROM_WEAR = 0.1;

    private static final double HARDEST_BLOW = 60;
    private static final double RESONANCE_HERTZ = 4_300;
    private static final double DECAY_PER_SECOND = 1_100;
    /** How much one gap between two blows differs from the next, as a share of it. */
    private static final double JITTER = 0.005;

    private static final int TEETH = 4;
    private static final int TICKS_KEPT = 16;

    private final Spindle spindle;
    private final Noise noise;
    private final double tickSeconds;
    /** Speeds at the last ticks, the newest at {@code ticks % TICKS_KEPT}. */
    private final double[] speeds = new double[TICKS_KEPT];

    private long ticks;
    private long bearing;
    private BearingFault kind;
    private double slip;
    private long made;

    Accelerometer(Spindle spindle, Noise noise, double tickSeconds) {
        this.spindle = spindle;
        this.noise = noise;
        this.tickSeconds = tickSeconds;
        this.bearing = spindle.bearingsReplaced();
        this.kind = draw();
    }

    private BearingFault draw() {
        slip = noise.uniform(0.002, 0.012);
        return KINDS.get(noise.below(KINDS.size()));
    }

    /** After each step of the spindle. */
    void step() {
        speeds[(int) (++ticks % TICKS_KEPT)] = spindle.speedPerMinute();
        if (bearing != spindle.bearingsReplaced()) {
            bearing = spindle.bearingsReplaced();
            kind = draw();
        }
    }

    /** The truth, for scoring: what is spalled, in words; {@code none} while nothing is. */
    public String fault() {
        return damage() > 0 ? kind.label() : "none";
    }

    /** How many recordings were made. */
    public long made() {
        return made;
    }

    private double damage() {
        return Math.pow(Math.max(0, (spindle.wear() - SPALLED_FROM_WEAR) / (1 - SPALLED_FROM_WEAR)), 1.6);
    }

    /** The {@value #SAMPLES} samples that end now, in m/s²; as a sensor gives them, of 24 bits. */
    public float[] record() {
        made++;
        float[] samples = new float[SAMPLES];
        double turns = noise.uniform();
        double next = noise.uniform();
        double hardness = damage() * HARDEST_BLOW;
        double decay = Math.exp(-DECAY_PER_SECOND / RATE_HERTZ);
        double angle = 2 * Math.PI * RESONANCE_HERTZ / RATE_HERTZ;
        double ringing = 0;
        double before = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double perMinute = speed((SAMPLES - 1 - i) / RATE_HERTZ);
            double ratio = perMinute / Spindle.RATED_SPEED;
            turns += perMinute / 60 / RATE_HERTZ;
            double blow = 0;
            if (turns * kind.order() * (1 - slip) >= next) {
                next += Math.max(0.1, 1 + JITTER * noise.gaussian());
                blow = hardness * ratio * kind.load(turns) * (1 + 0.1 * noise.gaussian());
            }
            double now = 2 * decay * Math.cos(angle) * ringing - decay * decay * before + blow * Math.sin(angle);
            before = ringing;
            ringing = now;
            samples[i] = (float) (ringing + smooth(turns, ratio) + (0.2 + ratio) * noise.gaussian());
        }
        return samples;
    }

    private double smooth(double turns, double ratio) {
        double shaft = 2 * Math.PI * turns;
        double cutting = 2.0 * spindle.loadPercent() / 100 * ratio;
        return ratio * ratio * (4 * Math.sin(shaft) + 1.2 * Math.sin(2 * shaft + 0.7) + 0.5 * Math.sin(3 * shaft + 1.9))
                + cutting * Math.sin(TEETH * shaft + 0.3);
    }

    /** As it was so many seconds ago; straight between two ticks. */
    private double speed(double secondsAgo) {
        double back = secondsAgo / tickSeconds;
        long whole = (long) back;
        double later = at(whole);
        return later + (back - whole) * (at(whole + 1) - later);
    }

    private double at(long ticksAgo) {
        long known = Math.min(Math.min(ticksAgo, TICKS_KEPT - 1), Math.max(0, ticks - 1));
        return speeds[(int) ((ticks - known) % TICKS_KEPT)];
    }
}
