package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a model makes of one window. */
public sealed interface Estimate {

    /** Source time of the newest step (epoch nanoseconds); 0 where the window is empty. */
    long sourceNanos();

    /**
     * @param remaining in the contract's life unit, from 0 to its cap
     * @param atCap the model does not tell lives above its cap apart: there is at least that much left
     * @param intervals between what it lies, the one to show first; empty where the bundle does not know its errors
     * @param outOfRange inputs whose newest value lies outside of the range the model was trained on, in words
     */
    record Life(
            double remaining, boolean atCap, List<LifeInterval> intervals, List<String> outOfRange, long sourceNanos)
            implements Estimate {

        public Life {
            intervals = List.copyOf(intervals);
            outOfRange = List.copyOf(outOfRange);
        }
    }

    /** @param reason why the window does not allow an answer, in words */
    record None(String reason, long sourceNanos) implements Estimate {

        public None {
            requireNonNull(reason, "reason is null");
        }
    }

    /**
     * The window allows an answer, and the model gave none: it is the model's fault, not the machine's.
     *
     * @param reason what went wrong, in words
     */
    record Failed(String reason, long sourceNanos) implements Estimate {

        public Failed {
            requireNonNull(reason, "reason is null");
        }
    }
}
