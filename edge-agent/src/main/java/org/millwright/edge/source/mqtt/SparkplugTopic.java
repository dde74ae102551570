package org.millwright.edge.source.mqtt;

import java.util.Optional;

/** {@code spBv1.0/group/type/edge-node[/device]} (Sparkplug B 3.0, 4). */
record SparkplugTopic(Node node, String type, Optional<String> device) {

    static final String NAMESPACE = "spBv1.0";

    /** Sequence numbers and aliases belong to the edge node, over all its devices. */
    record Node(String group, String edgeNode) {

        /** The node and every device of it: the sequence can only be checked by one who hears them all. */
        String filter() {
            return NAMESPACE + "/" + group + "/+/" + edgeNode + "/#";
        }

        String commandTopic() {
            return NAMESPACE + "/" + group + "/NCMD/" + edgeNode;
        }

        @Override
        public String toString() {
            return group + "/" + edgeNode;
        }
    }

    static Optional<SparkplugTopic> parse(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length < 4 || levels.length > 5 || !levels[0].equals(NAMESPACE)) {
            return Optional.empty();
        }
        Optional<String> device = levels.length == 5 ? Optional.of(levels[4]) : Optional.empty();
        return Optional.of(new SparkplugTopic(new Node(levels[1], levels[3]), levels[2], device));
    }
}
