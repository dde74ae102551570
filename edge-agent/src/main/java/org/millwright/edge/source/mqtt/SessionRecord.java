package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one run of the agent tells the next of a session: when the broker was last seen, and what is subscribed there.
 *
 * @param seenNanos epoch nanoseconds
 */
record SessionRecord(long seenNanos, List<String> filters) {

    SessionRecord {
        filters = List.copyOf(filters);
    }

    /** Lines, since a filter may hold anything but a control character; the time first. */
    byte[] bytes() {
        return (seenNanos + "\n" + String.join("\n", filters)).getBytes(UTF_8);
    }

    /** Empty where it was not written by this version. */
    static Optional<SessionRecord> of(byte[] bytes) {
        List<String> lines = new ArrayList<>(new String(bytes, UTF_8).lines().toList());
        if (lines.isEmpty() || !lines.getFirst().matches("-?\\d{1,19}")) {
            return Optional.empty();
        }
        long seen = Long.parseLong(lines.removeFirst());
        return Optional.of(new SessionRecord(
                seen, lines.stream().filter(line -> !line.isEmpty()).toList()));
    }

    /** What the broker would go on sending although nobody asks for it any more. */
    List<String> without(List<String> wanted) {
        return filters.stream().filter(filter -> !wanted.contains(filter)).toList();
    }
}
