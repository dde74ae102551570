package org.millwright.edge.journal;

import java.util.Set;

/**
 * Rows that were put on disk together.
 *
 * @param sequence counts up by one from block to block
 * @param lines line protocol, a line feed behind each row; owned by the block
 * @param measurements what the rows begin with
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
public record Block(long sequence, int rows, byte[] lines, Set<String> measurements) {}
