package org.millwright.edge.intake;

import static java.util.Objects.requireNonNull;

/**
 * What a source has to know after a restart, put away in one transaction with the parcel it came with: such as the
 * sequence number of the last message.
 *
 * @param key unique in the agent, such as {@code opcua/plant/subscription}
 * @param content replaces what was kept under the key before; some tens of kilobytes at most, held in memory; belongs to the mark from now on
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
public record Mark(String key, byte[] content) {

    public Mark {
        requireNonNull(key, "key is null");
        requireNonNull(content, "content is null");
    }
}
