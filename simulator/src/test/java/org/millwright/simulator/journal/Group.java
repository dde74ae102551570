package org.millwright.simulator.journal;

import java.util.Optional;

/**
 * One group commit, as the journal makes it.
 *
 * @param sequence of the block, from 1
 * @param books a snapshot of the ledger, where it is time for one
 * @param deleteUpTo blocks up to this sequence are shipped; 0 where none are to go
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
record Group(long sequence, byte[] block, byte[] mark, Optional<byte[]> books, long deleteUpTo) {}
