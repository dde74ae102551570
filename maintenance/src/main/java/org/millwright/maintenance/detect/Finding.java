package org.millwright.maintenance.detect;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What the readings up to one moment say about a machine. */
public sealed interface Finding {

    /** Source time of the newest readings (epoch nanoseconds). */
    long sourceNanos();

    /**
     * It behaves as it was learned.
     *
     * @param score how close it is to the limit; 1 is on it
     * @param unjudged signals that are not judged by their level, and why, in words
     */
    record Normal(double score, List<String> unjudged, long sourceNanos) implements Finding {

        public Normal {
            unjudged = List.copyOf(unjudged);
        }
    }

    /**
     * It does not, or a sensor does not.
     *
     * @param score as in {@link Normal}; below 1 while an alarm lasts that has not been released
     * @param contributions of the signals, largest first
     * @param reason in words
     * @param sinceNanos estimated source time at which it began, before it was found
     */
    record Anomalous(
            double score,
            List<Contribution> contributions,
            Origin origin,
            String reason,
            long sinceNanos,
            long sourceNanos)
            implements Finding {

        public Anomalous {
            contributions = List.copyOf(contributions);
            requireNonNull(origin, "origin is null");
            requireNonNull(reason, "reason is null");
        }
    }

    /**
     * It is not known yet how it behaves when it is well.
     *
     * @param progress how far learning is, or what it lacks, in words
     */
    record Unlearned(String progress, long sourceNanos) implements Finding {

        public Unlearned {
            requireNonNull(progress, "progress is null");
        }
    }

    /** @param reason why nothing can be said, in words */
    record Uncertain(String reason, long sourceNanos) implements Finding {

        public Uncertain {
            requireNonNull(reason, "reason is null");
        }
    }

    /**
     * @param share of the anomaly that this signal alone could explain, 0 to 1; shares need not sum to 1
     * @param deviation of its running mean from its level, in the spreads that it usually has; above 0 is higher
     */
    record Contribution(String signal, double share, double deviation) {}

    /** Where an anomaly comes from. */
    sealed interface Origin {

        /** Several signals left their places, and no single one explains it. */
        record Machine() implements Origin {}

        /** This sensor: the others, which would have moved with it, did not; or it reads what no machine does. */
        record Sensor(String signal, SensorFault fault) implements Origin {

            public Sensor {
                requireNonNull(signal, "signal is null");
                requireNonNull(fault, "fault is null");
            }
        }

        /** This signal alone, and no other tells whether it is the machine or the sensor. */
        record Either(String signal) implements Origin {

            public Either {
                requireNonNull(signal, "signal is null");
            }
        }
    }

    /** How a sensor fails. */
    enum SensorFault {
        /** It repeats one reading for far longer than it ever did. */
        STUCK,
        /** Its readings jump about far more than they did. */
        NOISY,
        /** It went away from its place slowly. */
        DRIFTING,
        /** It went away from its place at once. */
        OFFSET,
        /** Its readings fit after a well-known conversion. */
        UNIT_CHANGED
    }
}
