package org.millwright.maintenance.vibration;

/**
 * How often a bearing's parts meet a fault in one revolution of the shaft.
 *
 * @param outer ball pass frequency of the outer race (BPFO)
 * @param inner ball pass frequency of the inner race (BPFI)
 * @param ball twice the ball spin frequency (2 BSF): a fault on a ball strikes both races in one turn of the ball
 * @param cage fundamental train frequency (FTF)
 */
public record BearingOrders(double outer, double inner, double ball, double cage) {

    public BearingOrders {
        if (!(outer > 0) || !(inner > 0) || !(ball > 0) || !(cage > 0)) {
            throw new IllegalArgumentException("orders must be above 0: outer=" + outer + ", inner=" + inner + ", ball="
                    + ball + ", cage=" + cage);
        }
    }

    double of(FaultKind kind) {
        return switch (kind) {
            case OUTER_RACE -> outer;
            case INNER_RACE -> inner;
            case BALL -> ball;
        };
    }
}
