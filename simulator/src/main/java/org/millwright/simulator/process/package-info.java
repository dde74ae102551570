/** What the simulator owes the shell that starts it: one clear sentence where it cannot start, and an orderly end. */
@NullMarked
package org.millwright.simulator.process;

import org.jspecify.annotations.NullMarked;
