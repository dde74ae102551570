package org.millwright.maintenance.detect;

import java.util.List;
import java.util.Optional;

/**
 * How a machine behaved while nothing was wrong, regime by regime. Immutable; any thread.
 *
 * <p>Where it had one regime and none was declared, this is one {@link NormalBehaviour} and nothing else.
 */
public final class MachineNormal {

    private final List<String> signals;
    private final DetectorSettings settings;
    private final Optional<OperatingRegimes> regimes;
    private final boolean declared;
    private final int settle;
    private final List<Learning> behaviours;

    /**
     * @param declared whether the regimes' signals were named rather than found
     * @param settle rows after a change of the regime that are not judged
     * @param behaviours one for each regime, at least one of them learned
     */
    MachineNormal(
            List<String> signals,
            DetectorSettings settings,
            Optional<OperatingRegimes> regimes,
            boolean declared,
            int settle,
            List<Learning> behaviours) {
        this.signals = List.copyOf(signals);
        this.settings = settings;
        this.regimes = regimes;
        this.declared = declared;
        this.settle = settle;
        this.behaviours = List.copyOf(behaviours);
        if (behaviours.size() != regimes.map(OperatingRegimes::count).orElse(1)
                || behaviours.stream().noneMatch(Learning.Learned.class::isInstance)) {
            throw new IllegalArgumentException("what was learned of the regimes is damaged; learn it again");
        }
    }

    /**
     * Learns from rows of one machine's first time, oldest first, a step apart. Takes some tens of milliseconds for each signal and
     * regime.
     *
     * @param names of the signals, in the order of each row
     * @param rows what is not finite is unknown
     */
    public static MachineLearning learn(
            List<String> names, List<double[]> rows, DetectorSettings settings, RegimeSettings regimes) {
        return new MachineLearner(names, rows, settings, regimes).learn();
    }

    static MachineNormal of(NormalBehaviour behaviour) {
        return new MachineNormal(
                behaviour.signals().stream().map(SignalNormal::name).toList(),
                behaviour.settings(),
                Optional.empty(),
                false,
                0,
                List.of(new Learning.Learned(behaviour)));
    }

    /**
     * What {@link #toBytes} gave, now or before regimes were told apart.
     *
     * @throws IllegalArgumentException in words where it did not
     */
    public static MachineNormal of(byte[] bytes) {
        return RegimeBytes.read(bytes);
    }

    /** To be kept, as learning may have taken days. */
    public byte[] toBytes() {
        return RegimeBytes.write(this);
    }

    /** In the order of a row. */
    public List<String> signals() {
        return signals;
    }

    public DetectorSettings settings() {
        return settings;
    }

    /** How many regimes are told apart; 1 where none are. */
    public int count() {
        return behaviours.size();
    }

    /** Whether what was learned is what would be learned by these settings. */
    public boolean fits(RegimeSettings wanted) {
        if (wanted.declared().isEmpty()) {
            return !declared && count() <= wanted.most();
        }
        return declared && regimes.isPresent() && regimes.get().names().equals(wanted.declared());
    }

    /** The regimes, in words; empty where none are told apart. */
    public String inWords() {
        return regimes.map(OperatingRegimes::inWords).orElse("");
    }

    Optional<OperatingRegimes> regimes() {
        return regimes;
    }

    boolean declared() {
        return declared;
    }

    int settle() {
        return settle;
    }

    List<Learning> behaviours() {
        return behaviours;
    }
}
