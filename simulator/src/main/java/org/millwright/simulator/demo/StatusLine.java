package org.millwright.simulator.demo;

import java.util.Locale;

/** One second of the demo as a plant engineer reads it. */
final class StatusLine {

    private StatusLine() {}

    static String of(long second, long readingsPerSecond, AgentView agent, Score.Totals score) {
        return String.format(
                Locale.ROOT,
                "%4d s | %,d readings/s, %,d stored | %,d parts, %,d of %,d defects found, %,d false alarms | %s |"
                        + " verdict p50 %.1f p99 %.1f ms | lost %,d%s",
                second,
                readingsPerSecond,
                agent.stored(),
                score.inspected(),
                score.defectsFound(),
                score.defectsMade(),
                score.falseAlarms(),
                agent.remainingLife().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "bearing %.0f h left",
                                agent.remainingLife().getAsDouble())
                        : "bearing: learning",
                agent.verdictLatencyMillis().p50(),
                agent.verdictLatencyMillis().p99(),
                agent.lost(),
                agent.trouble().isEmpty() ? "" : " | " + agent.trouble());
    }
}
