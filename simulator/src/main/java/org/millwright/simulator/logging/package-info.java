/** What the simulator writes to standard error. Found by logback itself; nothing in here is called by us. */
@NullMarked
package org.millwright.simulator.logging;

import org.jspecify.annotations.NullMarked;
