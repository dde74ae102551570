package org.millwright.maintenance;

/** Turns one machine's estimates into health, with hysteresis. NOT thread safe: one for each machine. */
public final class HealthJudge {

    private final HealthLimits limits;
    private Health worst = Health.NORMAL;

    public HealthJudge(HealthLimits limits) {
        this.limits = limits;
    }

    /** How bad it was, to go on from. */
    Health worst() {
        return worst;
    }

    void goOnFrom(Health health) {
        worst = health;
    }

    /** A part was replaced: what was judged before no longer counts. */
    public void restart() {
        worst = Health.NORMAL;
    }

    /** The state for this estimate, given the ones before it. An estimate without life leaves the memory as it is. */
    public Health judge(Estimate estimate) {
        return switch (estimate) {
            case Estimate.None none -> Health.FUNCTION_CHECK;
            case Estimate.Failed failed -> Health.FUNCTION_CHECK;
            case Estimate.Life life -> {
                worst = byLife(life.remaining());
                // Near the end readings leave the trained range; that must not hide how little life is left.
                yield worst == Health.NORMAL && !life.outOfRange().isEmpty() ? Health.OUT_OF_SPECIFICATION : worst;
            }
        };
    }

    private Health byLife(double remaining) {
        if (remaining < limits.failureBelow() + (worst == Health.FAILURE ? limits.hysteresis() : 0)) {
            return Health.FAILURE;
        }
        boolean warned = worst != Health.NORMAL;
        return remaining < limits.maintenanceBelow() + (warned ? limits.hysteresis() : 0)
                ? Health.MAINTENANCE_REQUIRED
                : Health.NORMAL;
    }
}
