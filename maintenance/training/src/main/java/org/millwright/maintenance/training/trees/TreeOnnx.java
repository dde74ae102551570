package org.millwright.maintenance.training.trees;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import org.millwright.hardware.inference.Tensor;
import org.millwright.maintenance.diagnosis.Node;
import org.millwright.maintenance.diagnosis.Tree;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/**
 * Writes trees as an ONNX model: one TreeEnsembleRegressor for the margins of all outputs, then the plain operator that
 * makes them probabilities. TreeEnsembleClassifier has the same trees inside but gives an int64 label first, and a
 * bundle's outputs are float32.
 *
 * <p>Source: the operator specification, https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html.
 */
final class TreeOnnx {

    private static final int OPSET = 17;
    private static final int ML_OPSET = 3;
    private static final int IR_VERSION = 8;
    private static final String ML_DOMAIN = "ai.onnx.ml";
    private static final String MARGINS = "margins";

    private final AttributeProto.Builder treeIds = ints("nodes_treeids");
    private final AttributeProto.Builder nodeIds = ints("nodes_nodeids");
    private final AttributeProto.Builder inputs = ints("nodes_featureids");
    private final AttributeProto.Builder thresholds = floats("nodes_values");
    private final AttributeProto.Builder modes = texts("nodes_modes");
    private final AttributeProto.Builder below = ints("nodes_truenodeids");
    private final AttributeProto.Builder above = ints("nodes_falsenodeids");
    private final AttributeProto.Builder missing = ints("nodes_missing_value_tracks_true");
    private final AttributeProto.Builder leafTrees = ints("target_treeids");
    private final AttributeProto.Builder leafNodes = ints("target_nodeids");
    private final AttributeProto.Builder leafOutputs = ints("target_ids");
    private final AttributeProto.Builder leafValues = floats("target_weights");

    private TreeOnnx() {}

    /** The model as bytes. */
    static byte[] write(String name, TreeEnsemble trees, Link link, Tensor input, Tensor output) {
        GraphProto.Builder graph =
                GraphProto.newBuilder().setName(name).addInput(value(input)).addOutput(value(output));
        graph.addNode(new TreeOnnx().regressor(trees, input.name()));
        NodeProto.Builder last = NodeProto.newBuilder().addInput(MARGINS).addOutput(output.name());
        graph.addNode(
                switch (link) {
                    case IDENTITY -> last.setOpType("Identity");
                    case LOGISTIC -> last.setOpType("Sigmoid");
                    case SOFTMAX -> last.setOpType("Softmax").addAttribute(whole("axis", 1));
                });
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("millwright")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private NodeProto regressor(TreeEnsemble trees, String input) {
        AttributeProto.Builder bases = floats("base_values");
        int id = 0;
        for (int output = 0; output < trees.trees().size(); output++) {
            List<Tree> its = trees.trees().get(output);
            float base = trees.bases().get(output);
            for (int i = 0; i < its.size(); i++) {
                add(its.get(i), id++, output, i == 0 ? base : 0);
            }
            bases.addFloats(its.isEmpty() ? base : 0);
        }
        NodeProto.Builder node = NodeProto.newBuilder()
                .setDomain(ML_DOMAIN)
                .setOpType("TreeEnsembleRegressor")
                .addInput(input)
                .addOutput(MARGINS)
                .addAttribute(whole("n_targets", trees.trees().size()))
                .addAttribute(text("aggregate_function", "SUM"))
                .addAttribute(text("post_transform", "NONE"))
                .addAttribute(bases);
        for (AttributeProto.Builder attribute : List.of(
                treeIds,
                nodeIds,
                inputs,
                thresholds,
                modes,
                below,
                above,
                missing,
                leafTrees,
                leafNodes,
                leafOutputs,
                leafValues)) {
            node.addAttribute(attribute);
        }
        return node.build();
    }

    /**
     * @param base what the output begins with, as part of its first tree: XGBoost adds the base first, ONNX Runtime last, and
     *     in single precision the order tells where a base is large and an answer near 0
     */
    private void add(Tree tree, int id, int output, float base) {
        for (int i = 0; i < tree.nodes().size(); i++) {
            treeIds.addInts(id);
            nodeIds.addInts(i);
            switch (tree.nodes().get(i)) {
                case Node.Split split -> {
                    node("BRANCH_LT", split.input(), split.threshold(), split.below(), split.above());
                    missing.addInts(split.missingBelow() ? 1 : 0);
                }
                case Node.Leaf leaf -> {
                    node("LEAF", 0, 0, 0, 0);
                    missing.addInts(0);
                    leafTrees.addInts(id);
                    leafNodes.addInts(i);
                    leafOutputs.addInts(output);
                    leafValues.addFloats(base + leaf.value());
                }
            }
        }
    }

    private void node(String mode, int input, float threshold, int whereTrue, int whereFalse) {
        modes.addStrings(ByteString.copyFromUtf8(mode));
        inputs.addInts(input);
        thresholds.addFloats(threshold);
        below.addInts(whereTrue);
        above.addInts(whereFalse);
    }

    private static AttributeProto.Builder ints(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    }

    private static AttributeProto.Builder floats(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    }

    private static AttributeProto.Builder texts(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
    }

    // OnnxNodes of hardware's training has the like; its graphs are of another domain, and it is not opened up for
    // three helpers.
    private static AttributeProto.Builder whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static AttributeProto.Builder text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value));
    }

    private static ValueInfoProto value(Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.shape()
                .forEach(size ->
                        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return ValueInfoProto.newBuilder()
                .setName(tensor.name())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
