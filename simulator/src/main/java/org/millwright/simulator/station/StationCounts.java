package org.millwright.simulator.station;

/**
 * @param accepted parts told good
 * @param defective parts told not good
 * @param unanswered parts without a verdict in time
 * @param agentDead parts rejected because the heartbeat stood still
 * @param strayVerdicts verdicts for another part than the one in the station, or for none; acknowledged and not used
 */
public record StationCounts(long accepted, long defective, long unanswered, long agentDead, long strayVerdicts) {

    public static final StationCounts NONE = new StationCounts(0, 0, 0, 0, 0);

    public long rejected() {
        return defective + unanswered + agentDead;
    }

    StationCounts with(Decision.Why why) {
        return switch (why) {
            case GOOD -> new StationCounts(accepted + 1, defective, unanswered, agentDead, strayVerdicts);
            case DEFECT -> new StationCounts(accepted, defective + 1, unanswered, agentDead, strayVerdicts);
            case LATE -> new StationCounts(accepted, defective, unanswered + 1, agentDead, strayVerdicts);
            case AGENT_DEAD -> new StationCounts(accepted, defective, unanswered, agentDead + 1, strayVerdicts);
        };
    }

    StationCounts withStray() {
        return new StationCounts(accepted, defective, unanswered, agentDead, strayVerdicts + 1);
    }
}
