package org.millwright.simulator.opcua;

import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;

/** A folder that a person can browse. Thread safe. */
public final class Folder {

    private final PlantNamespace namespace;
    private final UaFolderNode node;
    private final String id;

    Folder(PlantNamespace namespace, UaFolderNode node, String id) {
        this.namespace = namespace;
        this.node = node;
        this.id = id;
    }

    /** Adds a folder below this one. */
    public Folder folder(String name) {
        String childId = id + "/" + name;
        return new Folder(namespace, namespace.addFolder(node, childId, name), childId);
    }

    /** Adds a variable; its node id is the spec's, whatever folder it is in. */
    public Variable variable(VariableSpec spec) {
        return namespace.addVariable(node, spec);
    }
}
