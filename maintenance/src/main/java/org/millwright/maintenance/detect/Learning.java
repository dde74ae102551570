package org.millwright.maintenance.detect;

import static java.util.Objects.requireNonNull;

/** What became of an attempt to learn how a machine behaves. */
public sealed interface Learning {

    record Learned(NormalBehaviour behaviour) implements Learning {

        public Learned {
            requireNonNull(behaviour, "behaviour is null");
        }
    }

    /** @param reason what is missing, in words */
    record NotEnough(String reason) implements Learning {

        public NotEnough {
            requireNonNull(reason, "reason is null");
        }
    }
}
