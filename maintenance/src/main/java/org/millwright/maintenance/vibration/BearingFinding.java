package org.millwright.maintenance.vibration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/** What an examination of one waveform says of the bearing. */
public sealed interface BearingFinding {

    /** In words, with the figures it rests on. */
    String reason();

    /**
     * No fault frequency stands out.
     *
     * @param signatures the strongest trace of each kind, all below the limit
     */
    record Healthy(List<Signature> signatures) implements BearingFinding {

        public Healthy {
            signatures = List.copyOf(signatures);
        }

        @Override
        public String reason() {
            return "no fault frequency of the bearing stands out";
        }
    }

    /**
     * A fault frequency stands out.
     *
     * @param signature of the fault
     * @param confidence from 0.5 at the limit, or where another kind stands out as far, up to 1; grows with the decibels
     *     above both. A measure, not a calibrated probability
     * @param signatures the strongest trace of each kind
     */
    record Fault(Signature signature, double confidence, List<Signature> signatures) implements BearingFinding {

        public Fault {
            requireNonNull(signature, "signature is null");
            signatures = List.copyOf(signatures);
        }

        public FaultKind kind() {
            return signature.kind();
        }

        @Override
        public String reason() {
            return String.format(
                    Locale.ROOT,
                    "%s: %s stands out by %.1f dB at %.2f Hz (%.2f Hz without slip), demodulated from %s",
                    kind().part(),
                    kind().frequency(),
                    signature.decibels(),
                    signature.hertz(),
                    signature.expectedHertz(),
                    signature.band());
        }
    }

    /** The waveform does not allow an answer. */
    record Uncertain(Cause cause, String reason) implements BearingFinding {

        public Uncertain {
            requireNonNull(cause, "cause is null");
            requireNonNull(reason, "reason is null");
        }
    }

    /** Why there is no answer. */
    enum Cause {
        BAD_QUALITY,
        NOT_FINITE,
        CONSTANT,
        CLIPPED,
        TOO_SHORT,
        TOO_LONG,
        SPEED_UNKNOWN,
        SAMPLED_TOO_SLOWLY,
        /** Louder than the healthy reference, but at no frequency of this bearing. */
        NO_BEARING_FREQUENCY
    }
}
