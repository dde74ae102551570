/**
 * The simulated line through the agent's maintenance stages in fast time, scored against the truth. The agent is a process of
 * its own and sees readings only.
 */
@NullMarked
package org.millwright.simulator.study;

import org.jspecify.annotations.NullMarked;
