/** The vocabulary of the plant: machines, signals, readings, verdicts, prognoses. Immutable data; imports nothing of ours. */
@NullMarked
package org.millwright.edge.signal;

import org.jspecify.annotations.NullMarked;
