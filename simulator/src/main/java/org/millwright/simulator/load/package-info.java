/** A load for measuring agents: many signals, changed on a fixed beat, with the time they were meant to be sent. */
@NullMarked
package org.millwright.simulator.load;

import org.jspecify.annotations.NullMarked;
