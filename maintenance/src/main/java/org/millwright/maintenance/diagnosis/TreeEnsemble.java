package org.millwright.maintenance.diagnosis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The trees of a bundle's network, which travel beside it so that an answer can be explained: the answer itself is always the
 * network's. An output's margin is its base plus what all its trees answer.
 *
 * @param trees for each output
 * @param bases for each output
 */
public record TreeEnsemble(List<List<Tree>> trees, List<Float> bases) {

    /** The file of a bundle that holds it. */
    public static final String FILE = "trees.bin";

    private static final int FORMAT = 1;
    private static final int LEAF = -1;

    public TreeEnsemble {
        trees = trees.stream().map(List::copyOf).toList();
        bases = List.copyOf(bases);
        if (trees.size() != bases.size()) {
            throw new IllegalArgumentException(trees.size() + " outputs with trees, but " + bases.size() + " bases");
        }
    }

    /** How far each input moved an output's margin from its expectation over the training data. */
    public double[] contributions(int output, float[] inputs) {
        return TreeShap.shares(trees.get(output), inputs);
    }

    /** An output's answer before it is made a probability. */
    public double margin(int output, float[] inputs) {
        double sum = bases.get(output);
        for (Tree tree : trees.get(output)) {
            sum += tree.answer(inputs);
        }
        return sum;
    }

    /** How many inputs it may ask for: all have an index below this. */
    int inputs() {
        return 1
                + trees.stream()
                        .flatMap(List::stream)
                        .flatMap(tree -> tree.nodes().stream())
                        .mapToInt(node -> node instanceof Node.Split split ? split.input() : LEAF)
                        .max()
                        .orElse(LEAF);
    }

    /** As it stands in {@value #FILE}: big-endian, as {@link DataOutputStream} writes. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeInt(trees.size());
            for (int output = 0; output < trees.size(); output++) {
                out.writeFloat(bases.get(output));
                out.writeInt(trees.get(output).size());
                for (Tree tree : trees.get(output)) {
                    write(tree, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory
        }
        return bytes.toByteArray();
    }

    private static void write(Tree tree, DataOutputStream out) throws IOException {
        out.writeInt(tree.nodes().size());
        for (Node node : tree.nodes()) {
            out.writeFloat(node.cover());
            switch (node) {
                case Node.Leaf leaf -> {
                    out.writeInt(LEAF);
                    out.writeFloat(leaf.value());
                }
                case Node.Split split -> {
                    out.writeInt(split.input());
                    out.writeFloat(split.threshold());
                    out.writeInt(split.below());
                    out.writeInt(split.above());
                    out.writeBoolean(split.missingBelow());
                }
            }
        }
    }

    /** Reads what {@link #toBytes} wrote; throws an {@link IllegalArgumentException} for anything else. */
    public static TreeEnsemble read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new IllegalArgumentException(FILE + " has format " + format + ", expected " + FORMAT);
            }
            int outputs = in.readInt();
            List<List<Tree>> trees = new ArrayList<>();
            List<Float> bases = new ArrayList<>();
            for (int output = 0; output < outputs; output++) {
                bases.add(in.readFloat());
                int count = in.readInt();
                List<Tree> its = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    its.add(tree(in));
                }
                trees.add(its);
            }
            return new TreeEnsemble(trees, bases);
        } catch (IOException e) {
            throw new IllegalArgumentException(FILE + " ends too early, after " + bytes.length + " bytes", e);
        }
    }

    private static Tree tree(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float cover = in.readFloat();
            int input = in.readInt();
            nodes.add(
                    input == LEAF
                            ? new Node.Leaf(in.readFloat(), cover)
                            : new Node.Split(
                                    input, in.readFloat(), in.readInt(), in.readInt(), in.readBoolean(), cover));
        }
        return new Tree(nodes);
    }
}
