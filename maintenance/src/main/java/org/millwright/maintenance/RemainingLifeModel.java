package org.millwright.maintenance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Network;

/**
 * A remaining-life network with its contract, proven on its golden samples when opened.
 *
 * <p>NOT thread safe: one for each thread. It keeps no state between estimates, so one may serve several machines of
 * that thread. Holds native memory until closed.
 */
public final class RemainingLifeModel implements AutoCloseable {

    private static final int WARM_UPS = 20;
    private static final int RUNS = 21;

    private final Network network;
    private final LifeContract contract;
    private final WindowEncoder encoder;

    private RemainingLifeModel(Network network, LifeContract contract) {
        this.network = network;
        this.contract = contract;
        this.encoder = new WindowEncoder(contract);
    }

    /**
     * Reads a bundle of kind {@value LifeContract#KIND} and loads its network.
     *
     * @throws ModelException naming what is wrong and what to do
     */
    public static RemainingLifeModel open(Path directory) {
        return open(ModelBundle.read(directory));
    }

    /** The same with a bundle that was read. */
    public static RemainingLifeModel open(ModelBundle bundle) {
        LifeContract contract = contract(bundle.ofKind(LifeContract.KIND));
        int found = bundle.inputs().getFirst().size();
        int expected = contract.inputSize();
        if (bundle.inputs().size() != 1
                || found != expected
                || bundle.outputs().getFirst().size() != 1) {
            throw new ModelException(bundle + ": the network must take one input of " + expected + " values ("
                    + contract.features() + " features of " + contract.window() + " steps, laid out as "
                    + contract.layout() + ") and give one, but takes " + bundle.inputs() + " and gives "
                    + bundle.outputs() + "; write the bundle again");
        }
        return new RemainingLifeModel(Network.open(bundle), contract);
    }

    private static LifeContract contract(ModelBundle bundle) {
        try {
            return LifeContract.read(bundle.contract());
        } catch (IllegalArgumentException e) {
            throw new ModelException(bundle + ": contract: " + e.getMessage() + "; write the bundle again", e);
        }
    }

    public LifeContract contract() {
        return contract;
    }

    /** The hash of the bundle, to be stored beside what it said. */
    public String hash() {
        return network.bundle().hash();
    }

    /** An assembler for one machine that fits this model; see {@link StepAssembler}. */
    public StepAssembler newAssembler(Duration settle) {
        return new StepAssembler(contract.inputNames(), contract.axis(), contract.window(), settle);
    }

    /** Runs the network on the calling thread, well under a millisecond, unless the window does not allow it. */
    public Estimate estimate(Window window) {
        long sourceNanos =
                window.steps().isEmpty() ? 0 : window.steps().getLast().sourceNanos();
        Optional<String> refusal = encoder.refusal(window);
        if (refusal.isPresent()) {
            return new Estimate.None(refusal.get(), sourceNanos);
        }
        float output;
        try {
            output = network.run(encoder.laidOut(window))[0][0];
        } catch (ModelException e) {
            return new Estimate.Failed(String.valueOf(e.getMessage()), sourceNanos);
        }
        if (!Float.isFinite(output)) {
            return new Estimate.Failed("the network answered " + output, sourceNanos);
        }
        double remaining = Math.clamp(output * contract.cap(), 0, contract.cap());
        return life(remaining, window, encoder.outOfRange(window), sourceNanos);
    }

    /** How long one run of the network takes here: the median of some runs on its first golden sample, nanoseconds. */
    public long medianRunNanos() {
        ModelBundle bundle = network.bundle();
        float[] input = bundle.values(
                bundle.golden().getFirst().inputs().getFirst(), bundle.inputs().getFirst());
        long[] nanos = new long[RUNS];
        for (int i = -WARM_UPS; i < RUNS; i++) {
            long from = System.nanoTime();
            network.run(input);
            nanos[Math.max(0, i)] = System.nanoTime() - from;
        }
        Arrays.sort(nanos);
        return nanos[RUNS / 2];
    }

    /** The same estimate, had the network said {@code remaining}. */
    Estimate.Life at(double remaining, Estimate.Life estimate, Window window) {
        return life(remaining, window, estimate.outOfRange(), estimate.sourceNanos());
    }

    private Estimate.Life life(double remaining, Window window, List<String> outOfRange, long sourceNanos) {
        return new Estimate.Life(
                remaining,
                remaining >= contract.cap(),
                contract.intervals()
                        .around(
                                remaining,
                                encoder.joinedLate(window),
                                window.steps().getLast().index()),
                outOfRange,
                sourceNanos);
    }

    @Override
    public void close() {
        network.close();
    }
}
