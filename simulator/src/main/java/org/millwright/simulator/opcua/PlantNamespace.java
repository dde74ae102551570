package org.millwright.simulator.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.AccessContext;
import org.eclipse.milo.opcua.sdk.server.AttributeReader;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.variables.AnalogItemType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;

/** The plant's nodes. Monitored items are fed by {@link Variable#push}, never by sampling. */
final class PlantNamespace extends ManagedNamespaceWithLifecycle {

    static final String URI = "urn:millwright:simulator";

    private final Map<NodeId, Variable> variables = new ConcurrentHashMap<>();
    private final LongAdder published = new LongAdder();
    private final AtomicLong historyBytes = new AtomicLong();
    private final HistorySettings historySettings;
    private final HistoryReads historyReads;
    private final long longestQueue;

    /** @param longestQueue that a monitored item may have; 0 for any */
    PlantNamespace(OpcUaServer server, HistorySettings historySettings, long longestQueue) {
        super(server, URI);
        this.historySettings = historySettings;
        this.historyReads = new HistoryReads(server);
        this.longestQueue = longestQueue;
    }

    UaFolderNode addFolder(UaFolderNode parent, String id, String name) {
        UaFolderNode folder = newFolder(id, name);
        getNodeManager().addNode(folder);
        parent.addOrganizes(folder);
        return folder;
    }

    UaFolderNode addFolderBelowObjects(String name) {
        UaFolderNode folder = newFolder(name, name);
        getNodeManager().addNode(folder);
        folder.addReference(new Reference(
                folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), Reference.Direction.INVERSE));
        return folder;
    }

    private UaFolderNode newFolder(String id, String name) {
        return new UaFolderNode(getNodeContext(), newNodeId(id), newQualifiedName(name), LocalizedText.english(name));
    }

    Variable addVariable(UaFolderNode parent, VariableSpec spec) {
        boolean ranged = spec.low() < spec.high();
        Set<AccessLevel> access = EnumSet.of(AccessLevel.CurrentRead);
        if (spec.writable()) {
            access.add(AccessLevel.CurrentWrite);
        }
        // Arrays would fill it: of them only the newest is kept.
        boolean kept = historySettings.on() && spec.type().valueRank() < 0;
        if (kept) {
            access.add(AccessLevel.HistoryRead);
        }
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(spec.id()))
                .setBrowseName(newQualifiedName(spec.name()))
                .setDisplayName(LocalizedText.english(spec.name()))
                .setDataType(spec.type().nodeId())
                .setValueRank(spec.type().valueRank())
                .setTypeDefinition(ranged ? NodeIds.AnalogItemType : NodeIds.BaseDataVariableType)
                .setAccessLevel(access)
                .setUserAccessLevel(access)
                .setMinimumSamplingInterval(0.0)
                .setHistorizing(kept)
                .setValue(Variable.initial(spec))
                .build();
        getNodeManager().addNode(node);
        parent.addComponent(node);
        if (ranged) {
            node.setProperty(AnalogItemType.EU_RANGE, new Range(spec.low(), spec.high()));
        }
        if (!spec.unit().isEmpty()) {
            node.setProperty(AnalogItemType.ENGINEERING_UNITS, EngineeringUnits.of(spec.unit()));
        }
        History history = kept ? new History(spec.type(), historySettings, historyBytes) : null;
        Variable variable = new Variable(spec, node, published, history);
        variables.put(node.getNodeId(), variable);
        return variable;
    }

    long published() {
        return published.sum();
    }

    long monitored() {
        return variables.values().stream().filter(Variable::monitored).count();
    }

    /** What the kept values of all variables take in memory. */
    long historyBytes() {
        return historyBytes.get();
    }

    HistoryReads historyReads() {
        return historyReads;
    }

    @Override
    public List<HistoryReadResult> historyRead(
            HistoryReadContext context,
            HistoryReadDetails details,
            TimestampsToReturn timestamps,
            List<HistoryReadValueId> requested) {
        return historyReads.read(context.getSession().orElseThrow(), details, timestamps, requested, this::historyOf);
    }

    private History historyOf(NodeId node) {
        Variable variable = variables.get(node);
        if (variable == null && getNodeManager().get(node) == null) {
            throw new HistoryReads.Refused(StatusCodes.Bad_NodeIdUnknown);
        }
        History history = variable == null ? null : variable.history();
        if (history == null) {
            throw new HistoryReads.Refused(StatusCodes.Bad_HistoryOperationUnsupported);
        }
        return history;
    }

    @Override
    public RevisedDataItemParameters onCreateDataItem(
            ReadValueId item, Double requestedSampling, UInteger requestedQueue) {
        return new RevisedDataItemParameters(requestedSampling, atMost(requestedQueue));
    }

    @Override
    public RevisedDataItemParameters onModifyDataItem(
            ReadValueId item, Double requestedSampling, UInteger requestedQueue) {
        return new RevisedDataItemParameters(requestedSampling, atMost(requestedQueue));
    }

    private UInteger atMost(UInteger queue) {
        return longestQueue == 0 ? queue : uint(Math.min(queue.longValue(), longestQueue));
    }

    @Override
    public List<StatusCode> write(WriteContext context, List<WriteValue> requests) {
        List<StatusCode> results = new ArrayList<>(requests.size());
        for (WriteValue request : requests) {
            Variable variable = variables.get(request.getNodeId());
            boolean value = AttributeId.Value.uid().equals(request.getAttributeId());
            results.add(
                    variable != null && value
                            ? variable.write(context, request)
                            : super.write(context, List.of(request)).getFirst());
        }
        return results;
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        route(items, Variable::attach, this::readOnce);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        // Queue, filter and timestamps are the item's own business.
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        route(items, Variable::detach, item -> {});
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        List<DataItem> dataItems = items.stream()
                .filter(DataItem.class::isInstance)
                .map(DataItem.class::cast)
                .toList();
        route(dataItems, Variable::refresh, this::readOnce);
    }

    private void route(
            List<DataItem> items, BiConsumer<Variable, DataItem> values, java.util.function.Consumer<DataItem> others) {
        for (DataItem item : items) {
            ReadValueId what = item.getReadValueId();
            Variable variable = variables.get(what.getNodeId());
            if (variable != null && AttributeId.Value.uid().equals(what.getAttributeId())) {
                values.accept(variable, item);
            } else {
                others.accept(item);
            }
        }
    }

    /** Names, units and ranges never change: one value is all that a subscriber of those gets. */
    private void readOnce(DataItem item) {
        ReadValueId what = item.getReadValueId();
        UaNode node = getNodeManager().get(what.getNodeId());
        item.setValue(
                node == null
                        ? new DataValue(StatusCodes.Bad_NodeIdUnknown)
                        : AttributeReader.readAttribute(
                                AccessContext.INTERNAL,
                                node,
                                what.getAttributeId(),
                                TimestampsToReturn.Both,
                                what.getIndexRange(),
                                what.getDataEncoding()));
    }
}
