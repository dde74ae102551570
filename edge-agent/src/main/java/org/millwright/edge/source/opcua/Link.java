package org.millwright.edge.source.opcua;

import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * One session with a server that told us about itself.
 *
 * @param session its id
 */
record Link(OpcUaClient client, NodeId session, ServerFacts facts, NodeResolver resolver, Publisher publisher) {}
