package org.millwright.edge.source.opcua;

/** What the client's threads tell the source's own thread. */
sealed interface Happening {

    record SessionLost() implements Happening {}

    record SessionBack() implements Happening {}

    /** The connection cannot be kept; all is to be built anew. */
    record Broken(String because) implements Happening {}

    /** The server no longer knows the node of this item. */
    record NodeGone(Item item) implements Happening {}

    record CloseAsked() implements Happening {}
}
