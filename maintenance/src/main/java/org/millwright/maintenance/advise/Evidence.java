package org.millwright.maintenance.advise;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** One thing that an earlier stage found out about a machine. */
public sealed interface Evidence {

    /**
     * How long a part will last, in hours of work.
     *
     * @param lowHours the shorter end of the interval
     * @param highHours the longer end; infinite where it may be any longer than anybody knows
     * @param coverage the chance that the truth lies between both, above 0 and below 1
     */
    record LifeLeft(String part, double hours, double lowHours, double highHours, double coverage, List<String> because)
            implements Evidence {

        public LifeLeft {
            requireNonNull(part, "part is null");
            because = List.copyOf(because);
            if (!(lowHours <= hours && hours <= highHours && coverage > 0 && coverage < 1)) {
                throw new IllegalArgumentException("life " + hours + " h must lie between " + lowHours + " h and "
                        + highHours + " h, the coverage " + coverage + " between 0 and 1");
            }
        }
    }

    /**
     * A machine does not behave as it did when it was known to be well.
     *
     * @param timesTheLimit how far beyond what is normal, 1 at the limit
     * @param because signals that contribute most, first the first
     */
    record Strange(double timesTheLimit, List<String> because, Instant since) implements Evidence {

        public Strange {
            because = List.copyOf(because);
            requireNonNull(since, "since is null");
        }
    }

    /** @param certainty 0 to 1 */
    record Diagnosed(String fault, double certainty, List<String> because) implements Evidence {

        public Diagnosed {
            requireNonNull(fault, "fault is null");
            because = List.copyOf(because);
        }
    }

    /**
     * Not the machine, but what measures it.
     *
     * @param how in words, such as {@code stuck at 41.3 degC}
     */
    record SensorDoubted(String signal, String how, Instant since) implements Evidence {

        public SensorDoubted {
            requireNonNull(signal, "signal is null");
            requireNonNull(how, "how is null");
            requireNonNull(since, "since is null");
        }
    }
}
