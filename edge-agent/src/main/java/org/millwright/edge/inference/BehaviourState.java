package org.millwright.edge.inference;

import java.util.Optional;
import org.millwright.edge.signal.Condition;
import org.millwright.maintenance.detect.WatchCounts;

/**
 * How one learned machine stands, as other threads may see it.
 *
 * @param last what was said last; empty before the first row
 * @param learning how far learning is, in words; empty while nothing is learned
 */
record BehaviourState(Optional<Condition> last, Optional<String> learning, WatchCounts counts) {}
