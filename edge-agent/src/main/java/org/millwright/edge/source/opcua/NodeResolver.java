package org.millwright.edge.source.opcua;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/**
 * Finds configured addresses on a server, by its own namespace array: the index of a namespace may be another one after
 * every restart.
 */
final class NodeResolver {

    /** {@code nsu=URI;} before a NodeId or a browse name; in the URI, ';' and '%' are escaped (OPC 10000-6, 5.3.1.11). */
    private static final Pattern BY_URI = Pattern.compile("nsu=([^;]*);(.*)", Pattern.DOTALL);

    private static final Pattern BY_INDEX = Pattern.compile("(\\d{1,5}):(.*)", Pattern.DOTALL);
    private static final long NO_REMAINING_PATH = 0xFFFF_FFFFL;

    private final OpcUaClient client;
    private final NamespaceTable namespaces;
    private final int pathsPerCall;

    NodeResolver(OpcUaClient client, NamespaceTable namespaces, int pathsPerCall) {
        this.client = client;
        this.namespaces = namespaces;
        this.pathsPerCall = pathsPerCall;
    }

    /** One answer per address. Browse paths are asked for in batches. */
    Map<NodeAddress, Resolution> resolve(Iterable<? extends NodeAddress> addresses) throws UaException {
        Map<NodeAddress, Resolution> answers = new HashMap<>();
        Map<NodeAddress, BrowsePath> paths = new LinkedHashMap<>();
        for (NodeAddress address : addresses) {
            try {
                switch (address) {
                    case NodeAddress.ById byId -> answers.put(byId, new Resolution.Found(parse(byId.nodeId())));
                    case NodeAddress.ByPath byPath -> paths.put(byPath, path(byPath));
                }
            } catch (UnresolvableException e) {
                answers.put(address, new Resolution.NotFound(e.sentence()));
            }
        }
        translate(paths, answers);
        return answers;
    }

    private void translate(Map<NodeAddress, BrowsePath> paths, Map<NodeAddress, Resolution> answers)
            throws UaException {
        List<NodeAddress> order = List.copyOf(paths.keySet());
        for (int from = 0; from < order.size(); from += pathsPerCall) {
            List<NodeAddress> batch = order.subList(from, Math.min(order.size(), from + pathsPerCall));
            BrowsePathResult[] results = client.translateBrowsePaths(
                            batch.stream().map(paths::get).toList())
                    .getResults();
            for (int i = 0; i < batch.size(); i++) {
                answers.put(batch.get(i), answer(batch.get(i), results == null ? null : results[i]));
            }
        }
    }

    private Resolution answer(NodeAddress address, @org.jspecify.annotations.Nullable BrowsePathResult result) {
        if (result != null && result.getStatusCode().isGood() && result.getTargets() != null) {
            for (BrowsePathTarget target : result.getTargets()) {
                if (target.getRemainingPathIndex().longValue() == NO_REMAINING_PATH) {
                    var node = target.getTargetId().toNodeId(namespaces);
                    if (node.isPresent()) {
                        return new Resolution.Found(node.get());
                    }
                }
            }
        }
        String status = result == null
                ? "no answer"
                : Statuses.name(result.getStatusCode().value());
        return new Resolution.NotFound("there is no node at " + describe(address) + " below Objects (" + status
                + "): browse the server and correct the names or their namespace");
    }

    NodeId parse(String text) throws UnresolvableException {
        try {
            Matcher byUri = BY_URI.matcher(text);
            if (byUri.matches()) {
                return NodeId.parse("ns=" + index(unescape(byUri.group(1))) + ";" + byUri.group(2));
            }
            return NodeId.parse(text);
        } catch (UaRuntimeException | IllegalArgumentException e) {
            throw new UnresolvableException("'" + text
                    + "' is not a NodeId: write nsu=URI;s=NAME (or i=NUMBER, g=GUID, b=BASE64 in place of s=NAME)");
        }
    }

    private BrowsePath path(NodeAddress.ByPath address) throws UnresolvableException {
        RelativePathElement[] elements = new RelativePathElement[address.names().size()];
        for (int i = 0; i < elements.length; i++) {
            QualifiedName name =
                    browseName(address.namespaceUri(), address.names().get(i));
            elements[i] = new RelativePathElement(NodeIds.HierarchicalReferences, false, true, name);
        }
        return new BrowsePath(NodeIds.ObjectsFolder, new RelativePath(elements));
    }

    private QualifiedName browseName(String namespaceUri, String name) throws UnresolvableException {
        Matcher byUri = BY_URI.matcher(name);
        if (byUri.matches()) {
            return new QualifiedName(index(unescape(byUri.group(1))), byUri.group(2));
        }
        Matcher byIndex = BY_INDEX.matcher(name);
        if (byIndex.matches()) {
            return new QualifiedName(Integer.parseInt(byIndex.group(1)), byIndex.group(2));
        }
        return new QualifiedName(index(namespaceUri), name);
    }

    private int index(String uri) throws UnresolvableException {
        UShort index = namespaces.getIndex(uri);
        if (index == null) {
            throw new UnresolvableException("the server has no namespace '" + uri + "', only "
                    + Arrays.toString(namespaces.toArray())
                    + ": correct the URI, or check that the program that brings it is loaded");
        }
        return index.intValue();
    }

    private static String unescape(String uri) {
        return uri.replace("%3B", ";").replace("%3b", ";").replace("%25", "%");
    }

    static String describe(NodeAddress address) {
        return switch (address) {
            case NodeAddress.ById byId -> byId.nodeId();
            case NodeAddress.ByPath byPath -> String.join("/", byPath.names());
        };
    }

    /** The address cannot be asked for on this server. */
    static final class UnresolvableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String sentence;

        UnresolvableException(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
