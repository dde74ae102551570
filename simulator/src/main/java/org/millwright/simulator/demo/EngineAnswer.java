package org.millwright.simulator.demo;

import java.util.List;

/**
 * The agent's last stored answer for one engine, held against the life that the engine really had left.
 *
 * @param cycles that the engine showed
 * @param predicted cycles left, as stored by the agent
 * @param real cycles left
 */
public record EngineAnswer(String engine, long cycles, double predicted, int real) {

    /** A healthy engine shows no sign of its age: above this, scores of C-MAPSS count lives as equal. */
    static final int CAP = 125;

    double error() {
        return predicted - Math.min(real, CAP);
    }

    /** Root mean square error in cycles. */
    public static double rmse(List<EngineAnswer> answers) {
        double sum = 0;
        for (EngineAnswer answer : answers) {
            sum += answer.error() * answer.error();
        }
        return Math.sqrt(sum / answers.size());
    }
}
