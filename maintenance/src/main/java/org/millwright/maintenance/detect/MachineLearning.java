package org.millwright.maintenance.detect;

import static java.util.Objects.requireNonNull;

/** What became of an attempt to learn how a machine behaves, regime by regime. */
public sealed interface MachineLearning {

    record Learned(MachineNormal normal) implements MachineLearning {

        public Learned {
            requireNonNull(normal, "normal is null");
        }
    }

    /** @param reason what is missing, in words */
    record NotEnough(String reason) implements MachineLearning {

        public NotEnough {
            requireNonNull(reason, "reason is null");
        }
    }
}
