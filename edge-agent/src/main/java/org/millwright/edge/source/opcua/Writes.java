package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/** Writes to the nodes that a handshake announced, in their own data types, which are asked for once a connection. */
final class Writes {

    private record Target(NodeId node, int builtinType) {}

    private final OpcUaClient client;
    private final NodeResolver resolver;
    private final VariableTypes types;
    private final Map<NodeAddress, Target> targets = new ConcurrentHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Writes(OpcUaClient client, NodeResolver resolver, VariableTypes types) {
        this.client = client;
        this.resolver = resolver;
        this.types = types;
    }

    /** Finds the nodes now, so that no verdict has to wait for it. */
    void prepare(List<NodeAddress> addresses) throws UaException {
        Map<NodeAddress, Resolution> answers = resolver.resolve(addresses);
        List<NodeId> nodes = answers.values().stream()
                .flatMap(answer -> answer instanceof Resolution.Found(NodeId node)
                        ? java.util.stream.Stream.of(node)
                        : java.util.stream.Stream.empty())
                .toList();
        Map<NodeId, Integer> builtin = types.builtinTypes(nodes);
        for (NodeAddress address : addresses) {
            String name = "output " + NodeResolver.describe(address) + ": ";
            switch (answers.get(address)) {
                case Resolution.Found(NodeId node)
                when builtin.containsKey(node) -> targets.put(address, new Target(node, builtin.get(node)));
                case Resolution.Found ignored ->
                    failures.add(name + "the server has no such variable: browse the server and correct the address");
                case Resolution.NotFound(String sentence) -> failures.add(name + sentence);
                case null -> failures.add(name + "the server did not answer for it");
            }
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    void write(List<OpcUaNodes.Write> values, Duration timeout) {
        List<WriteValue> request = values.stream().map(this::request).toList();
        StatusCode[] results;
        try {
            results = client.writeAsync(request)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .getResults();
        } catch (TimeoutException e) {
            throw new OpcUaException("the server did not confirm a write within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new OpcUaException(
                    "a write failed: "
                            + UaException.extract(e).map(Throwable::getMessage).orElse(e.toString()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpcUaException("interrupted while writing", e);
        }
        for (int i = 0; results != null && i < results.length; i++) {
            if (!results[i].isGood()) {
                throw new OpcUaException("the server refused to write "
                        + NodeResolver.describe(values.get(i).node()) + ": "
                        + Statuses.name(results[i].value())
                        + ": give this login write access to it");
            }
        }
    }

    private WriteValue request(OpcUaNodes.Write write) {
        Target target = targets.get(write.node());
        if (target == null) {
            throw new OpcUaException(
                    NodeResolver.describe(write.node()) + " is not a variable of this server: correct the address");
        }
        Object encoded = Conversion.encode(write.value(), target.builtinType());
        if (encoded == null) {
            throw new OpcUaException(NodeResolver.describe(write.node()) + " cannot hold " + write.value()
                    + ": its data type is built-in type " + target.builtinType());
        }
        // The value alone: many servers refuse a write that carries a status or times.
        return new WriteValue(target.node(), AttributeId.Value.uid(), null, DataValue.valueOnly(new Variant(encoded)));
    }
}
