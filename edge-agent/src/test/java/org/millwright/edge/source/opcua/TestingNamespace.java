package org.millwright.edge.source.opcua;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.jspecify.annotations.Nullable;

/** Nodes whose values are pushed, each change at once, so that nothing is lost to a sampling timer. */
public final class TestingNamespace extends ManagedNamespaceWithLifecycle {

    public static final String URI = "urn:millwright:testing";

    private final Map<NodeId, Set<DataItem>> items = new ConcurrentHashMap<>();
    private final Map<String, UaVariableNode> variables = new ConcurrentHashMap<>();
    private final Map<String, UaFolderNode> folders = new ConcurrentHashMap<>();
    private final Map<NodeId, List<DataValue>> histories = new ConcurrentHashMap<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    TestingNamespace(OpcUaServer server) {
        super(server, URI);
    }

    /** A folder below Objects, or below another folder where the name has a '/'. */
    public TestingNamespace folder(String path) {
        int slash = path.lastIndexOf('/');
        UaFolderNode node = new UaFolderNode(
                getNodeContext(),
                newNodeId(path),
                newQualifiedName(path.substring(slash + 1)),
                LocalizedText.english(path));
        getNodeManager().addNode(node);
        node.addReference(new Reference(
                node.getNodeId(), NodeIds.Organizes, parent(path).expanded(), Reference.Direction.INVERSE));
        folders.put(path, node);
        return this;
    }

    private NodeId parent(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return NodeIds.ObjectsFolder;
        }
        UaNode folder = folders.get(path.substring(0, slash));
        return folder == null ? node(path.substring(0, slash)).getNodeId() : folder.getNodeId();
    }

    public TestingNamespace variable(String path, NodeId dataType, DataValue value) {
        return variable(path, path, dataType, value);
    }

    /** @param id the identifier of its node id, where that is not its path */
    TestingNamespace variable(String path, String id, NodeId dataType, DataValue value) {
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(id))
                .setAccessLevel(AccessLevel.READ_WRITE)
                .setUserAccessLevel(AccessLevel.READ_WRITE)
                .setBrowseName(newQualifiedName(path.substring(path.lastIndexOf('/') + 1)))
                .setDisplayName(LocalizedText.english(path))
                .setDataType(dataType)
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .build();
        node.setValue(value);
        node.addAttributeObserver((changed, attribute, next) -> {
            if (attribute == AttributeId.Value && next instanceof DataValue data) {
                pushed(node, data);
            }
        });
        getNodeManager().addNode(node);
        node.addReference(new Reference(
                node.getNodeId(), NodeIds.HasComponent, parent(path).expanded(), Reference.Direction.INVERSE));
        variables.put(path, node);
        return this;
    }

    public TestingNamespace variable(String path, NodeId dataType, Object value) {
        return variable(path, dataType, new DataValue(new Variant(value)));
    }

    public TestingNamespace unit(String path, String unit) {
        UaVariableNode of = node(path);
        LocalizedText shown = LocalizedText.english(unit);
        UaVariableNode property = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(path + ".EngineeringUnits"))
                .setBrowseName(new org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName(0, "EngineeringUnits"))
                .setDisplayName(LocalizedText.english("EngineeringUnits"))
                .setDataType(NodeIds.EUInformation)
                .setTypeDefinition(NodeIds.PropertyType)
                .build();
        property.setValue(
                new DataValue(new Variant(org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject.encode(
                        getServer().getStaticEncodingContext(), new EUInformation("urn:units", 1, shown, shown)))));
        getNodeManager().addNode(property);
        property.addReference(new Reference(
                property.getNodeId(), NodeIds.HasProperty, of.getNodeId().expanded(), Reference.Direction.INVERSE));
        return this;
    }

    public void set(String path, DataValue value) {
        node(path).setValue(value);
    }

    /** From now on the node's history can be read, out of {@code past}, which a test fills. */
    void historize(String path, List<DataValue> past) {
        UaVariableNode node = node(path);
        node.setAccessLevel(AccessLevel.toValue(AccessLevel.CurrentRead, AccessLevel.HistoryRead));
        node.setUserAccessLevel(AccessLevel.toValue(AccessLevel.CurrentRead, AccessLevel.HistoryRead));
        histories.put(node.getNodeId(), past);
    }

    /** In pages of three values, so that the rest has to be asked for. */
    @Override
    public List<HistoryReadResult> historyRead(
            HistoryReadContext context,
            HistoryReadDetails details,
            TimestampsToReturn timestamps,
            List<HistoryReadValueId> nodes) {
        ReadRawModifiedDetails raw = (ReadRawModifiedDetails) details;
        return nodes.stream().map(node -> page(raw, node)).toList();
    }

    private HistoryReadResult page(ReadRawModifiedDetails raw, HistoryReadValueId node) {
        ByteString from = node.getContinuationPoint();
        int first = from == null || from.isNull() || from.length() == 0 ? 0 : from.bytesOrEmpty()[0];
        List<DataValue> within = histories.getOrDefault(node.getNodeId(), List.of()).stream()
                .filter(value -> isWithin(value.sourceTime(), raw))
                .toList();
        int last = Math.min(within.size(), first + 3);
        HistoryData page = new HistoryData(within.subList(first, last).toArray(new DataValue[0]));
        return new HistoryReadResult(
                StatusCode.GOOD,
                last < within.size() ? ByteString.of(new byte[] {(byte) last}) : ByteString.NULL_VALUE,
                ExtensionObject.encode(getServer().getStaticEncodingContext(), page));
    }

    private static boolean isWithin(@Nullable DateTime time, ReadRawModifiedDetails raw) {
        return time != null
                && time.utcTime() >= raw.getStartTime().utcTime()
                && time.utcTime() < raw.getEndTime().utcTime();
    }

    public void set(String path, Object value) {
        set(path, new DataValue(new Variant(value)));
    }

    public Object get(String path) {
        return Objects.requireNonNull(node(path).getValue().value().value());
    }

    /** Removes a node while clients watch it. */
    public void remove(String path) {
        UaVariableNode node = node(path);
        variables.remove(path);
        node.delete();
        pushed(node, new DataValue(new StatusCode(org.eclipse.milo.opcua.stack.core.StatusCodes.Bad_NodeIdUnknown)));
    }

    private UaVariableNode node(String path) {
        return Objects.requireNonNull(variables.get(path), () -> "there is no node " + path);
    }

    /** Who is subscribed to the node. */
    public int watchers(String path) {
        return items.getOrDefault(node(path).getNodeId(), Set.of()).size();
    }

    /** Paths in the order in which clients wrote to them. */
    public List<String> written() {
        return written;
    }

    private void pushed(UaVariableNode node, DataValue value) {
        items.getOrDefault(node.getNodeId(), Set.of()).forEach(item -> item.setValue(value));
    }

    @Override
    public List<StatusCode> write(
            WriteContext context, List<org.eclipse.milo.opcua.stack.core.types.structured.WriteValue> values) {
        values.forEach(value -> written.add(String.valueOf(value.getNodeId().getIdentifier())));
        return super.write(context, values);
    }

    @Override
    public void onDataItemsCreated(List<DataItem> created) {
        for (DataItem item : created) {
            NodeId node = item.getReadValueId().getNodeId();
            items.computeIfAbsent(node, key -> ConcurrentHashMap.newKeySet()).add(item);
            variables.values().stream()
                    .filter(variable -> variable.getNodeId().equals(node))
                    .forEach(variable -> item.setValue(variable.getValue()));
        }
    }

    @Override
    public void onDataItemsModified(List<DataItem> modified) {}

    @Override
    public void onDataItemsDeleted(List<DataItem> deleted) {
        deleted.forEach(item ->
                items.getOrDefault(item.getReadValueId().getNodeId(), Set.of()).remove(item));
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> changed) {}
}
