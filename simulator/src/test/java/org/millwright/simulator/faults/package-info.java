/**
 * The fault harness, {@code ./millwright faults}: real processes, faults at seeded times, and an oracle that compares what
 * was made with what a query to the store returns. Every signal shows consecutive numbers, so that each one that is
 * missing or doubled is known by name.
 */
@NullMarked
package org.millwright.simulator.faults;

import org.jspecify.annotations.NullMarked;
