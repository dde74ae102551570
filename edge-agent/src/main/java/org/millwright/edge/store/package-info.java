/** The embedded time-series store: a child process of its own. QuestDB's types stay inside. */
@NullMarked
package org.millwright.edge.store;

import org.jspecify.annotations.NullMarked;
