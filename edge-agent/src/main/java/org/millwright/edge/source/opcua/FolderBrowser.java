package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.jspecify.annotations.Nullable;

/**
 * Lists all variables below a folder, level by level, many nodes a request, each node once however it is linked.
 *
 * <p>NOT thread safe.
 */
final class FolderBrowser {

    /** @param path browse names from below the folder down, joined by '/' */
    record Variable(NodeId node, String path) {}

    /** A folder with more variables than this is not a machine but a mistake. */
    private static final int MOST_VARIABLES = 100_000;

    private static final Set<NodeId> NOT_FOLLOWED =
            Set.of(NodeIds.HasProperty, NodeIds.HasSubtype, NodeIds.HasEventSource, NodeIds.HasNotifier);

    private final OpcUaClient client;
    private final NamespaceTable namespaces;
    private final int nodesPerCall;
    private final List<String> refusals = new ArrayList<>();

    FolderBrowser(OpcUaClient client, NamespaceTable namespaces, int nodesPerCall) {
        this.client = client;
        this.namespaces = namespaces;
        this.nodesPerCall = nodesPerCall;
    }

    /** Of the last listing, one sentence for each node whose children the server did not tell, or not all of them. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    List<Variable> variablesBelow(NodeId folder) throws UaException {
        refusals.clear();
        List<Variable> found = new ArrayList<>();
        Set<NodeId> seen = new HashSet<>(Set.of(folder));
        ArrayDeque<Variable> open = new ArrayDeque<>(List.of(new Variable(folder, "")));
        while (!open.isEmpty()) {
            List<Variable> batch = new ArrayList<>();
            while (batch.size() < nodesPerCall && !open.isEmpty()) {
                batch.add(open.removeFirst());
            }
            List<List<ReferenceDescription>> children = children(batch);
            for (int i = 0; i < batch.size(); i++) {
                for (ReferenceDescription child : children.get(i)) {
                    Optional<NodeId> node = child.getNodeId().toNodeId(namespaces);
                    if (node.isEmpty() || NOT_FOLLOWED.contains(child.getReferenceTypeId()) || !seen.add(node.get())) {
                        continue;
                    }
                    Variable next = new Variable(node.get(), below(batch.get(i).path(), child));
                    open.add(next);
                    if (child.getNodeClass() == NodeClass.Variable) {
                        found.add(next);
                    }
                }
            }
            if (found.size() > MOST_VARIABLES) {
                throw new OpcUaException("there are more than " + MOST_VARIABLES
                        + " variables below the folder: name a folder further down");
            }
        }
        return found;
    }

    private static String below(String path, ReferenceDescription child) {
        String name = String.valueOf(child.getBrowseName().name());
        return path.isEmpty() ? name : path + "/" + name;
    }

    private List<List<ReferenceDescription>> children(List<Variable> parents) throws UaException {
        List<BrowseResult> results =
                client.browse(parents.stream().map(FolderBrowser::question).toList());
        List<List<ReferenceDescription>> children = new ArrayList<>();
        for (int i = 0; i < parents.size(); i++) {
            children.add(all(parents.get(i), results.get(i)));
        }
        return children;
    }

    private List<ReferenceDescription> all(Variable parent, BrowseResult first) throws UaException {
        List<ReferenceDescription> references = new ArrayList<>();
        BrowseResult result = first;
        while (true) {
            if (result.getStatusCode().isBad()) {
                String what = parent.path().isEmpty() ? "it" : parent.path();
                refusals.add("the server does not tell what is below " + what + " ("
                        + Statuses.name(result.getStatusCode().value())
                        + "): give the agent's user the right to browse it");
                return references;
            }
            add(references, result.getReferences());
            ByteString more = result.getContinuationPoint();
            if (more == null || more.isNullOrEmpty()) {
                return references;
            }
            BrowseResult[] next = client.browseNext(false, List.of(more)).getResults();
            if (next == null || next.length == 0) {
                return references;
            }
            result = next[0];
        }
    }

    private static void add(List<ReferenceDescription> to, ReferenceDescription @Nullable [] more) {
        if (more != null) {
            to.addAll(Arrays.asList(more));
        }
    }

    private static BrowseDescription question(Variable parent) {
        return new BrowseDescription(
                parent.node(),
                BrowseDirection.Forward,
                NodeIds.HierarchicalReferences,
                true,
                uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
                uint(BrowseResultMask.All.getValue()));
    }
}
