package org.millwright.hardware.training;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which convolutions of a graph are computed in integers, and which tensors are handed on as such. The first one keeps its
 * numbers, since it sees the picture itself, and so do the last ones, whose answer leaves the network. What does not
 * multiply (sums, repeating, largest of a window) follows where all it takes are integers.
 */
final class IntegerPlan {

    private final Map<String, List<NodeProto>> takers = new HashMap<>();
    /** Tensors handed on as integers, each with the one whose scale it has. */
    private final Map<String, String> scaledAs = new HashMap<>();
    /** Rectifiers that are left out, since numbers without sign cannot lie below 0: what they take, with what they give. */
    private final Map<String, String> rectified = new HashMap<>();

    private final Set<String> convolutions = new HashSet<>();
    private final Set<String> sums = new HashSet<>();

    /** @param floatEnds how many convolutions in a row before an output keep their numbers, at least 1 */
    IntegerPlan(GraphProto graph, int floatEnds) {
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList()
                    .forEach(input -> takers.computeIfAbsent(input, name -> new ArrayList<>())
                            .add(node));
        }
        choose(graph, floatEnds);
        for (NodeProto node : graph.getNodeList()) {
            if (isConvolution(node)) {
                handOn(node.getInput(0));
                handOn(rectify(result(node)));
            }
        }
        graph.getNodeList().forEach(this::follow);
    }

    private void choose(GraphProto graph, int floatEnds) {
        Map<String, Integer> following = following(graph);
        Set<String> convolved = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            boolean after = node.getInputList().stream().anyMatch(convolved::contains);
            boolean convolution = node.getOpType().equals("Conv");
            if (convolution && after && following.getOrDefault(result(node), 0) >= floatEnds) {
                convolutions.add(result(node));
            }
            if (convolution || after) {
                convolved.add(result(node));
            }
        }
    }

    /** How many convolutions come after each tensor, on the longest way. Nodes stand in the order of their computation. */
    private Map<String, Integer> following(GraphProto graph) {
        Map<String, Integer> following = new HashMap<>();
        for (NodeProto node : graph.getNodeList().reversed()) {
            int most = following.getOrDefault(result(node), 0);
            int with = node.getOpType().equals("Conv") ? most + 1 : most;
            node.getInputList().forEach(input -> following.merge(input, with, Math::max));
        }
        return following;
    }

    private void follow(NodeProto node) {
        boolean integers = node.getInputCount() > 0 && scaledAs.containsKey(node.getInput(0));
        switch (node.getOpType()) {
            case "Add", "Sum" -> {
                if (integers && node.getInputCount() == 2 && scaledAs.containsKey(node.getInput(1))) {
                    sums.add(result(node));
                    handOn(rectify(result(node)));
                }
            }
            case "Resize", "MaxPool" -> {
                if (integers) {
                    scaledAs.put(result(node), scale(node.getInput(0)));
                }
            }
            default -> {}
        }
    }

    private void handOn(String tensor) {
        scaledAs.putIfAbsent(tensor, tensor);
    }

    /** Leaves out the rectifier that is all that takes the tensor; gives what is there then. */
    private String rectify(String tensor) {
        List<NodeProto> next = takers.getOrDefault(tensor, List.of());
        if (next.size() == 1 && next.getFirst().getOpType().equals("Relu")) {
            rectified.put(tensor, result(next.getFirst()));
        }
        return rectified(tensor);
    }

    /** The name of what a node gives: only of a recurrent layer is it not the first. */
    static String result(NodeProto node) {
        return node.getOutput(node.getOutputCount() - 1);
    }

    int convolutions() {
        return convolutions.size();
    }

    boolean isConvolution(NodeProto node) {
        return convolutions.contains(result(node));
    }

    boolean isSum(NodeProto node) {
        return sums.contains(result(node));
    }

    boolean isLeftOut(NodeProto node) {
        return node.getOpType().equals("Relu") && rectified.containsKey(node.getInput(0));
    }

    /** The tensor after its rectifier, where that is left out; else itself. */
    String rectified(String tensor) {
        return rectified.getOrDefault(tensor, tensor);
    }

    boolean isHandedOn(String tensor) {
        return scaledAs.containsKey(tensor);
    }

    /** The tensor whose scale it has. */
    String scale(String tensor) {
        return scaledAs.getOrDefault(tensor, tensor);
    }

    /** All tensors whose scale must be known. */
    Set<String> scales() {
        return Set.copyOf(scaledAs.values());
    }
}
