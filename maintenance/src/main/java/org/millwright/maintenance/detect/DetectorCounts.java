package org.millwright.maintenance.detect;

/**
 * What became of the rows of one {@link MachineDetector}, by reason.
 *
 * @param gaps times that nothing was heard for longer than readings are held
 * @param transients rows that were not judged because the regime had just changed
 * @param unseen rows of operating points that were never learned, not judged
 */
public record DetectorCounts(long gaps, long transients, long unseen) {

    static final DetectorCounts NONE = new DetectorCounts(0, 0, 0);

    DetectorCounts plus(DetectorCounts other) {
        return new DetectorCounts(gaps + other.gaps, transients + other.transients, unseen + other.unseen);
    }

    DetectorCounts minus(DetectorCounts other) {
        return new DetectorCounts(gaps - other.gaps, transients - other.transients, unseen - other.unseen);
    }
}
