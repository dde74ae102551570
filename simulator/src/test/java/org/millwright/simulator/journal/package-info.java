/** {@code ./millwright bench journal-stores}: the store under the agent's journal beside another one, on the same work. */
@NullMarked
package org.millwright.simulator.journal;

import org.jspecify.annotations.NullMarked;
