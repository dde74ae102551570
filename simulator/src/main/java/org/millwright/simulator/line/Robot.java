package org.millwright.simulator.line;

import java.util.ArrayList;
import java.util.List;

/** A six-axis robot that moves between poses; gravity, tool load and motion set the torques, torques heat the motors. */
final class Robot implements Machine {

    private static final int JOINTS = 6;
    private static final double PAYLOAD_KILOGRAMS = 12;
    private static final double[] GRAVITY_NEWTON_METRES = {0, 420, 260, 18, 22, 2};
    private static final double[] REACH_METRES = {0, 1.4, 0.9, 0.1, 0.2, 0.02};
    private static final double[] INERTIA = {42, 55, 28, 1.8, 1.4, 0.3};
    private static final double[] FRICTION = {30, 38, 24, 5, 5, 2};

    private static final double[][] PICK_AND_PLACE = {
        {0, -60, 80, 0, 45, 0}, {35, -35, 95, 10, 60, 90}, {35, -25, 102, 10, 60, 90}, {-70, -50, 85, -5, 50, -45}
    };
    private static final double[][] PALLETISE = {
        {-90, -55, 88, 0, 55, 0}, {10, -20, 100, 0, 70, 180}, {100, -45, 75, 15, 40, 30}
    };

    private final Noise noise;
    private final Lag motorCelsius = new Lag(28, 110);
    private final double[] position = PICK_AND_PLACE[0].clone();
    private final double[] torque = new double[JOINTS];
    private double[][] poses = PICK_AND_PLACE;
    private boolean palletising;
    private double[] from = position.clone();
    private int target = 1;
    private int rounds;
    private double moveSeconds;
    private double moveTakesSeconds = 2;
    private double toolKilograms;
    private boolean moving;
    private double mechanicalKilowatts;

    Robot(Noise noise) {
        this.noise = noise;
    }

    @Override
    public String name() {
        return "Robot";
    }

    @Override
    public List<Quantity> quantities() {
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < JOINTS; i++) {
            int joint = i;
            quantities.add(Quantity.number("Joint" + (i + 1) + "Position", "deg", -200, 200, () -> position[joint]));
        }
        for (int i = 0; i < JOINTS; i++) {
            int joint = i;
            quantities.add(Quantity.number("Joint" + (i + 1) + "Torque", "N.m", -1000, 1000, () -> torque[joint]));
        }
        quantities.add(Quantity.number("MotorTemperature", "degC", 0, 110, motorCelsius::value));
        quantities.add(Quantity.number("ToolLoad", "kg", 0, 20, () -> toolKilograms));
        quantities.add(Quantity.flag("Moving", () -> moving));
        quantities.add(Quantity.text("Program", () -> palletising ? "Palletise" : "PickAndPlace"));
        return List.copyOf(quantities);
    }

    @Override
    public void step(double seconds) {
        moveSeconds += seconds;
        double dwellSeconds = 0.6;
        if (moveSeconds >= moveTakesSeconds + dwellSeconds) {
            nextMove();
        }
        moving = moveSeconds < moveTakesSeconds;
        double s = Math.min(1, moveSeconds / moveTakesSeconds);
        // A minimum-jerk profile: at rest, and without acceleration, at both ends.
        double way = s * s * s * (10 + s * (-15 + 6 * s));
        double speed = 30 * s * s * (1 - s) * (1 - s) / moveTakesSeconds;
        double acceleration = 60 * s * (1 - s) * (1 - 2 * s) / (moveTakesSeconds * moveTakesSeconds);
        mechanicalKilowatts = 0;
        double effort = 0;
        for (int i = 0; i < JOINTS; i++) {
            double sweep = Math.toRadians(poses[target][i] - from[i]);
            position[i] = from[i] + Math.toDegrees(sweep) * way;
            double gravity = (GRAVITY_NEWTON_METRES[i] + toolKilograms * 9.81 * REACH_METRES[i])
                    * Math.cos(Math.toRadians(position[i]));
            double load = INERTIA[i] + toolKilograms * REACH_METRES[i] * REACH_METRES[i];
            torque[i] = gravity
                    + load * sweep * acceleration
                    + (moving ? FRICTION[i] * Math.signum(sweep * speed) : 0)
                    + 0.5 * noise.gaussian();
            mechanicalKilowatts += Math.abs(torque[i] * sweep * speed) / 1000;
            effort += torque[i] * torque[i];
        }
        motorCelsius.follow(24 + 28 * Math.sqrt(effort) / 600 + 3 * mechanicalKilowatts, seconds);
    }

    private void nextMove() {
        moveSeconds = 0;
        from = position.clone();
        target++;
        if (target == poses.length) {
            target = 0;
            rounds++;
            palletising = rounds % 8 >= 5;
            poses = palletising ? PALLETISE : PICK_AND_PLACE;
        }
        toolKilograms = target == 0 || target == 1 ? 0 : PAYLOAD_KILOGRAMS + 0.2 * noise.gaussian();
        moveTakesSeconds = noise.uniform(1.6, 2.2);
    }

    @Override
    public double powerKilowatts() {
        return 0.45 + mechanicalKilowatts / 0.8;
    }
}
