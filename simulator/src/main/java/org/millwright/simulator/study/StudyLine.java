package org.millwright.simulator.study;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.millwright.simulator.line.Line;
import org.millwright.simulator.line.Machine;

/** One seed's line: its spindle and its press, and what the spindle's bearing really had left. NOT thread safe. */
final class StudyLine {

    static final List<String> SPINDLE =
            List.of("OperatingHours", "Speed", "Load", "VibrationRms", "BearingTemperature", "Power");
    static final List<String> SPINDLE_FAILING = List.of("Speed", "VibrationRms", "BearingTemperature", "Power");
    static final List<String> PRESS = List.of("OilTemperature", "OilPressure", "RamForce", "MotorCurrent");

    private final Line line;
    private final StudyMachine spindle;
    private final StudyMachine press;
    /** By step; NaN while the spindle stands with a failed bearing. */
    private final double[] remainingHours;
    /** By step, from 0 (new) to 1 (failed). */
    private final double[] wear;

    private final List<Integer> failures = new ArrayList<>();

    StudyLine(int number, long seed, int steps) {
        this.line = new Line(seed, StudyClock.WEAR);
        this.spindle =
                new StudyMachine("spindle-" + number, line.spindle(), SPINDLE, SPINDLE_FAILING, seed * 31 + 1, steps);
        this.press = new StudyMachine("press-" + number, press(line), PRESS, PRESS, seed * 31 + 2, steps);
        this.remainingHours = new double[steps];
        this.wear = new double[steps];
    }

    private static Machine press(Line line) {
        return line.machines().stream()
                .filter(machine -> machine.name().equals("Press"))
                .findFirst()
                .orElseThrow();
    }

    /** Lets one step pass and writes what the sensors show at its end. */
    void step(int step, Writer out) throws IOException {
        line.advance(StudyClock.PLANT_STEP);
        boolean failed = line.spindle().failed();
        remainingHours[step] = failed ? Double.NaN : line.spindle().remainingHours();
        wear[step] = line.spindle().wear();
        if (failed && (step == 0 || !Double.isNaN(remainingHours[step - 1]))) {
            failures.add(step);
        }
        out.write(spindle.line(step));
        out.write(press.line(step));
    }

    StudyMachine spindle() {
        return spindle;
    }

    StudyMachine press() {
        return press;
    }

    /** What the bearing had left after a step; NaN while it is being replaced. */
    double remainingHours(int step) {
        return remainingHours[step];
    }

    /** How worn the bearing was after a step, from 0 (new) to 1 (failed). */
    double wear(int step) {
        return wear[step];
    }

    /** The steps in which a bearing failed. */
    List<Integer> failures() {
        return failures;
    }

    int steps() {
        return remainingHours.length;
    }
}
