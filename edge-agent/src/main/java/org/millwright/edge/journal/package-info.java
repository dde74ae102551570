/**
 * What was received, on disk before anyone is told that it was: blocks of encoded rows, each source's marks, and the
 * ledger. SQLite's types stay inside.
 */
@NullMarked
package org.millwright.edge.journal;

import org.jspecify.annotations.NullMarked;
