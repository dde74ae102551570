package org.millwright.edge.inference;

import java.util.Optional;
import org.millwright.edge.latency.Latency;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Verdict;

/**
 * How an inspection is doing, for the page and for {@code /metrics}; a snapshot.
 *
 * @param late verdicts that came after the deadline; stored, but never released as good
 * @param undecodable pictures that could not be decoded; part of the uncertain ones
 * @param modelFault why no model judges; empty when one does
 * @param note what else should be known of the models; empty when all is well
 * @param variant the product on the line; empty where products are not told apart
 * @param arrivalToVerdict from the last byte of the picture to the verdict
 * @param captureToVerdict from the camera's timestamp to the verdict
 */
public record InspectionStatus(
        Machine station,
        long good,
        long defect,
        long uncertain,
        long late,
        long undecodable,
        Optional<Verdict> last,
        String modelFault,
        String note,
        String variant,
        Latency arrivalToVerdict,
        Latency captureToVerdict) {}
