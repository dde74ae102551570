package org.millwright.edge.source.opcua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaFolder;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/** Turns configured folders into signals, as the server of this connection has them. */
final class Folders {

    private final NodeResolver resolver;
    private final FolderBrowser browser;
    private final VariableTypes types;
    private final List<String> complaints = new ArrayList<>();

    Folders(NodeResolver resolver, FolderBrowser browser, VariableTypes types) {
        this.resolver = resolver;
        this.browser = browser;
        this.types = types;
    }

    /** What is wrong with the folders or below them, one sentence each. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    List<Item.OfSignal> signals(List<OpcUaFolder> folders) throws UaException {
        complaints.clear();
        Map<NodeAddress, Resolution> nodes =
                resolver.resolve(folders.stream().map(OpcUaFolder::address).toList());
        List<Item.OfSignal> items = new ArrayList<>();
        for (OpcUaFolder folder : folders) {
            switch (nodes.get(folder.address())) {
                case Resolution.Found(NodeId node) -> items.addAll(below(folder, node));
                case Resolution.NotFound(String sentence) -> complain(folder, sentence);
                case null -> complain(folder, "the server did not answer for it");
            }
        }
        return items;
    }

    private List<Item.OfSignal> below(OpcUaFolder folder, NodeId node) throws UaException {
        List<FolderBrowser.Variable> variables = browser.variablesBelow(node);
        List<String> refusals = browser.refusals();
        refusals.forEach(sentence -> complain(folder, sentence));
        if (variables.isEmpty() && refusals.isEmpty()) {
            complain(folder, "there are no variables below it: name another folder");
        }
        List<NodeId> nodes =
                variables.stream().map(FolderBrowser.Variable::node).toList();
        Map<NodeId, Integer> builtin = types.builtinTypes(nodes);
        Map<NodeId, String> units = types.units(nodes);
        List<Item.OfSignal> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FolderBrowser.Variable variable : variables) {
            Optional<ValueType> type =
                    Optional.ofNullable(builtin.get(variable.node())).flatMap(VariableTypes::valueType);
            if (type.isEmpty()) {
                complain(
                        folder,
                        "unsupported-type: " + variable.path() + " is a structure or of a type that is not"
                                + " known beforehand: name its scalar parts, or declare it as a signal of its own");
            } else if (!names.add(variable.path())) {
                complain(
                        folder,
                        "there are two variables " + variable.path() + ": only the first is taken; name the"
                                + " other by its NodeId");
            } else {
                String unit = units.getOrDefault(variable.node(), "");
                items.add(new Item.OfSignal(
                        new Signal(folder.machine(), variable.path(), type.get(), unit),
                        new NodeAddress.ById(variable.node().toParseableString()),
                        folder.sampling()));
            }
        }
        return items;
    }

    private void complain(OpcUaFolder folder, String sentence) {
        complaints.add(
                folder.machine().name() + " (folder " + NodeResolver.describe(folder.address()) + "): " + sentence);
    }
}
