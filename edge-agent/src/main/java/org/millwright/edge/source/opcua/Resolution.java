package org.millwright.edge.source.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** What became of an address on the server of this connection. */
sealed interface Resolution {

    record Found(NodeId node) implements Resolution {}

    /** @param sentence what is wrong and what to do, without the signal's name */
    record NotFound(String sentence) implements Resolution {}
}
