package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.millwright.edge.signal.ValueType;

/** What the server says of its variables: their data type, down to a built-in one, and their engineering unit. */
final class VariableTypes {

    /** Deeper chains of data types than this exist in no companion specification. */
    private static final int DEEPEST = 16;

    private final OpcUaClient client;
    private final NamespaceTable namespaces;
    private final int nodesPerCall;
    private final Map<NodeId, Optional<NodeId>> supertypes = new HashMap<>();

    VariableTypes(OpcUaClient client, NamespaceTable namespaces, int nodesPerCall) {
        this.client = client;
        this.namespaces = namespaces;
        this.nodesPerCall = nodesPerCall;
    }

    /** The built-in type (1 to 25, or the abstract 26 to 29) that each variable's data type derives from. */
    Map<NodeId, Integer> builtinTypes(List<NodeId> variables) throws UaException {
        Map<NodeId, Integer> answers = new HashMap<>();
        List<DataValue> values = read(variables, AttributeId.DataType);
        for (int i = 0; i < variables.size(); i++) {
            if (values.get(i).getValue().getValue() instanceof NodeId dataType) {
                Optional<Integer> builtin = builtin(dataType);
                if (builtin.isPresent()) {
                    answers.put(variables.get(i), builtin.get());
                }
            }
        }
        return answers;
    }

    private Optional<Integer> builtin(NodeId dataType) throws UaException {
        Optional<NodeId> type = Optional.of(dataType);
        for (int depth = 0; depth < DEEPEST && type.isPresent(); depth++) {
            Optional<Integer> builtin = builtinNumber(type.get());
            if (builtin.isPresent()) {
                return builtin;
            }
            type = supertype(type.get());
        }
        return Optional.empty();
    }

    private static Optional<Integer> builtinNumber(NodeId type) {
        boolean standard = type.getNamespaceIndex().intValue() == 0;
        return standard
                        && type.getIdentifier() instanceof Number number
                        && number.intValue() >= 1
                        && number.intValue() <= 29
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    private Optional<NodeId> supertype(NodeId type) throws UaException {
        Optional<NodeId> known = supertypes.get(type);
        if (known != null) {
            return known;
        }
        ReferenceDescription[] references = client.browse(new BrowseDescription(
                        type,
                        BrowseDirection.Inverse,
                        NodeIds.HasSubtype,
                        true,
                        uint(0),
                        uint(BrowseResultMask.None.getValue())))
                .getReferences();
        Optional<NodeId> supertype = references == null || references.length == 0
                ? Optional.empty()
                : references[0].getNodeId().toNodeId(namespaces);
        supertypes.put(type, supertype);
        return supertype;
    }

    /** The signal type that holds a built-in type; none for structures and other composites. */
    static Optional<ValueType> valueType(int builtin) {
        return switch (builtin) {
            case 1 -> Optional.of(ValueType.FLAG);
            case 2, 3, 4, 5, 6, 7, 8, 9, 19, 27, 28, 29 -> Optional.of(ValueType.WHOLE);
            case 10, 11, 26 -> Optional.of(ValueType.NUMBER);
            case 12, 13, 14, 15, 16, 17, 18, 20, 21 -> Optional.of(ValueType.TEXT);
            default -> Optional.empty();
        };
    }

    /** The display name of each variable's EngineeringUnits (OPC 10000-8, 5.6.3), where it has them. */
    Map<NodeId, String> units(List<NodeId> variables) throws UaException {
        Map<NodeId, NodeId> properties = new LinkedHashMap<>();
        RelativePath path = new RelativePath(new RelativePathElement[] {
            new RelativePathElement(NodeIds.HasProperty, false, true, new QualifiedName(0, "EngineeringUnits"))
        });
        for (List<NodeId> batch : batches(variables)) {
            BrowsePathResult[] results = client.translateBrowsePaths(batch.stream()
                            .map(node -> new BrowsePath(node, path))
                            .toList())
                    .getResults();
            for (int i = 0; results != null && i < results.length; i++) {
                BrowsePathTarget[] targets = results[i].getTargets();
                if (results[i].getStatusCode().isGood() && targets != null && targets.length > 0) {
                    NodeId variable = batch.get(i);
                    targets[0].getTargetId().toNodeId(namespaces).ifPresent(node -> properties.put(variable, node));
                }
            }
        }
        List<DataValue> values = read(List.copyOf(properties.values()), AttributeId.Value);
        Map<NodeId, String> units = new HashMap<>();
        int next = 0;
        for (NodeId variable : properties.keySet()) {
            if (values.get(next++).getValue().getValue() instanceof ExtensionObject unit
                    && unit.decode(client.getStaticEncodingContext()) instanceof EUInformation information
                    && information.getDisplayName().text() != null) {
                units.put(variable, information.getDisplayName().text());
            }
        }
        return units;
    }

    private List<DataValue> read(List<NodeId> nodes, AttributeId attribute) throws UaException {
        List<DataValue> values = new ArrayList<>(nodes.size());
        for (List<NodeId> batch : batches(nodes)) {
            DataValue[] results = client.read(
                            0.0,
                            TimestampsToReturn.Neither,
                            batch.stream()
                                    .map(node -> new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE))
                                    .toList())
                    .getResults();
            values.addAll(List.of(results));
        }
        return values;
    }

    private List<List<NodeId>> batches(List<NodeId> all) {
        List<List<NodeId>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += nodesPerCall) {
            batches.add(all.subList(from, Math.min(all.size(), from + nodesPerCall)));
        }
        return batches;
    }
}
