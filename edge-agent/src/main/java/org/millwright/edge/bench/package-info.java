/** The load benchmark: the agent beside the bare libraries, in one run. */
@NullMarked
package org.millwright.edge.bench;

import org.jspecify.annotations.NullMarked;
