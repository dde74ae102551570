package org.millwright.edge.bench;

import java.time.Duration;
import org.millwright.hardware.gateway.ProcessFacts;

/**
 * What a process cost over the measured time.
 *
 * @param cores processor time per time, 1 being one core fully used
 * @param rssMiB at the end; {@code peakRssMiB} since its start
 */
record Cost(double cores, long rssMiB, long peakRssMiB) {

    static Cost between(ProcessFacts before, ProcessFacts after, Duration measured) {
        return new Cost(
                (double) after.cpu().minus(before.cpu()).toNanos() / measured.toNanos(),
                after.rssMiB(),
                after.peakRssMiB());
    }
}
