package org.millwright.maintenance.diagnosis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Network;
import org.millwright.maintenance.diagnosis.Diagnosis.Uncertain.Cause;

/**
 * Boosted trees with their contract, proven on their golden samples when opened: which failure mode, or how much, and
 * because of which inputs.
 *
 * <p>NOT thread safe: one for each thread. It keeps no state between diagnoses. Holds native memory until closed.
 */
public final class DiagnosisModel implements AutoCloseable {

    private final Network network;
    private final DiagnosisContract contract;
    private final TreeEnsemble trees;

    private DiagnosisModel(Network network, DiagnosisContract contract, TreeEnsemble trees) {
        this.network = network;
        this.contract = contract;
        this.trees = trees;
    }

    /**
     * Reads a bundle of kind {@value DiagnosisContract#KIND} and loads its network.
     *
     * @throws ModelException naming what is wrong and what to do
     */
    public static DiagnosisModel open(Path directory) {
        return open(ModelBundle.read(directory));
    }

    /** As {@link #open(Path)}, of a bundle that was read. */
    public static DiagnosisModel open(ModelBundle read) {
        ModelBundle bundle = read.ofKind(DiagnosisContract.KIND);
        try {
            DiagnosisContract contract = DiagnosisContract.read(bundle.contract());
            TreeEnsemble trees = TreeEnsemble.read(bundle.content(TreeEnsemble.FILE));
            int outputs = contract.question().outputs();
            if (bundle.inputs().size() != 1
                    || bundle.inputs().getFirst().size() != contract.width()
                    || bundle.outputs().getFirst().size() != outputs
                    || trees.trees().size() != outputs
                    || trees.inputs() > contract.width()) {
                throw new IllegalArgumentException("the network and its trees must take " + contract.width()
                        + " values and give " + outputs + ", but the network takes " + bundle.inputs() + " and gives "
                        + bundle.outputs() + ", the trees ask for " + trees.inputs() + " and give "
                        + trees.trees().size());
            }
            return new DiagnosisModel(Network.open(bundle), contract, trees);
        } catch (IllegalArgumentException e) {
            throw new ModelException(bundle + ": " + e.getMessage() + "; write the bundle again", e);
        }
    }

    public DiagnosisContract contract() {
        return contract;
    }

    /** The hash of the bundle, to be stored beside what it said. */
    public String hash() {
        return network.bundle().hash();
    }

    /**
     * Runs the network on the calling thread, well under a millisecond, unless the values do not allow it.
     *
     * @param values one for each measured input, in the contract's order and units; NaN where there is none, the code where
     *     it is a category
     */
    public Diagnosis diagnose(double[] values) {
        Optional<String> refusal = contract.refusal(values);
        if (refusal.isPresent()) {
            return new Diagnosis.Uncertain(Cause.INPUTS, refusal.get());
        }
        float[] encoded = contract.encode(values);
        float[] answers;
        try {
            answers = network.run(encoded)[0];
        } catch (ModelException e) {
            return new Diagnosis.Uncertain(Cause.NETWORK, String.valueOf(e.getMessage()));
        }
        for (float answer : answers) {
            if (!Float.isFinite(answer)) {
                return new Diagnosis.Uncertain(Cause.NETWORK, "the network answered " + answer);
            }
        }
        return switch (contract.question()) {
            case Question.OneMode one -> modes(one.modes(), answers, one.leastProbability(), encoded, values);
            case Question.AnyModes any -> modes(any.modes(), answers, any.leastProbability(), encoded, values);
            case Question.HowMuch much -> quantity(much, answers[0], encoded, values);
        };
    }

    private Diagnosis modes(List<String> modes, float[] answers, double least, float[] encoded, double[] values) {
        List<Diagnosis.Probable> ranked = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            ranked.add(new Diagnosis.Probable(modes.get(i), answers[i]));
        }
        ranked.sort(Comparator.comparingDouble(Diagnosis.Probable::probability).reversed());
        int first = modes.indexOf(ranked.getFirst().mode());
        return new Diagnosis.Modes(
                ranked.stream().filter(mode -> mode.probability() >= least).toList(),
                ranked,
                because(first, encoded, values));
    }

    private Diagnosis quantity(Question.HowMuch much, float answer, float[] encoded, double[] values) {
        return new Diagnosis.Quantity(answer, much.unit(), because(0, encoded, values));
    }

    private List<Contribution> because(int output, float[] encoded, double[] values) {
        double[] shares = trees.contributions(output, encoded);
        double[] all = contract.all(values);
        List<Contribution> found = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            found.add(new Contribution(contract.name(i), all[i], contract.unit(i), shares[i]));
        }
        found.sort(Comparator.comparingDouble((Contribution one) -> Math.abs(one.share()))
                .reversed());
        return found;
    }

    @Override
    public void close() {
        network.close();
    }
}
