package org.millwright.maintenance.detect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches one machine row by row, each regime by its own normal.
 *
 * <p>Rows after a change of the regime are not judged until the machine has settled, and are counted; at an operating point
 * that was never learned nothing is said of the machine. Without regimes this is an {@link AnomalyDetector} and nothing
 * else. NOT thread safe: one for each machine. Never blocks.
 */
public final class MachineDetector {

    private final MachineNormal normal;
    private final @Nullable RegimeWalk walk;
    private @Nullable AnomalyDetector detector;
    /** The regime that the detector is of; -1 for none. */
    private int watched = -1;

    private RegimeFinding newest = new RegimeFinding(0, new Finding.Uncertain("no readings yet", 0));
    private long lastNanos = Long.MIN_VALUE;
    /** Of the detectors before this one. */
    private long gaps;

    private long transients;
    private long unseen;

    public MachineDetector(MachineNormal normal) {
        this.normal = normal;
        Optional<OperatingRegimes> regimes = normal.regimes();
        this.walk = regimes.isPresent() ? new RegimeWalk(regimes.get()) : null;
        this.detector = regimes.isPresent() ? null : detector(0);
    }

    /** Takes one row, as {@link AnomalyDetector#accept} does. */
    public RegimeFinding accept(long sourceNanos, double... row) {
        RegimeWalk walking = walk;
        AnomalyDetector watching = detector;
        if (walking == null && watching != null) {
            return new RegimeFinding(0, watching.accept(sourceNanos, row));
        }
        if (row.length != normal.signals().size()) {
            throw new IllegalArgumentException("a row of " + row.length + " readings for "
                    + normal.signals().size() + " signals");
        }
        if (walking != null && (lastNanos == Long.MIN_VALUE || sourceNanos > lastNanos)) {
            lastNanos = sourceNanos;
            newest = judge(walking, sourceNanos, row);
        }
        return newest;
    }

    public DetectorCounts counts() {
        AnomalyDetector watching = detector;
        return new DetectorCounts(gaps + (watching == null ? 0 : watching.gaps()), transients, unseen);
    }

    private RegimeFinding judge(RegimeWalk walking, long nanos, double[] row) {
        OperatingRegimes regimes = normal.regimes().orElseThrow();
        boolean within = walking.accept(row);
        int regime = walking.current();
        if (!within) {
            // On its way, or one wild reading: what was said holds until it is sure.
            transients++;
            return newest.finding().sourceNanos() == 0 ? uncertain(0, "no readings yet", nanos) : newest;
        }
        if (regime != watched) {
            gaps = counts().gaps();
            watched = regime;
            detector = regime < 0 ? null : detector(regime);
        }
        if (regime == OperatingRegimes.UNKNOWN) {
            return uncertain(0, "the regime is not known: " + regimes.settings(row), nanos);
        }
        if (regime == OperatingRegimes.UNSEEN) {
            unseen++;
            return uncertain(
                    0,
                    "unknown regime: " + regimes.settings(row) + " was never seen while learning (" + regimes.inWords()
                            + ")",
                    nanos);
        }
        return judge(regime, walking.since(), nanos, row);
    }

    private RegimeFinding judge(int regime, long since, long nanos, double[] row) {
        AnomalyDetector watching = detector;
        if (watching == null) {
            String reason =
                    normal.behaviours().get(regime) instanceof Learning.NotEnough(String missing) ? missing : "";
            return uncertain(regime + 1, "regime " + (regime + 1) + " was not learned: " + reason, nanos);
        }
        long left = normal.settle() - since;
        if (left < normal.settings().memory()) {
            Finding finding = watching.accept(nanos, row);
            if (left <= 0) {
                return new RegimeFinding(regime + 1, finding);
            }
        }
        transients++;
        return uncertain(
                regime + 1,
                "settling after a change to regime " + (regime + 1) + ", not judged for " + normal.settle() + " rows",
                nanos);
    }

    private static RegimeFinding uncertain(int regime, String reason, long nanos) {
        return new RegimeFinding(regime, new Finding.Uncertain(reason, nanos));
    }

    private @Nullable AnomalyDetector detector(int regime) {
        return normal.behaviours().get(regime) instanceof Learning.Learned(NormalBehaviour behaviour)
                ? new AnomalyDetector(behaviour)
                : null;
    }
}
