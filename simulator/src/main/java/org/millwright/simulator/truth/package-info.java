/**
 * What really happened on the line, for scoring only: the agent never reads it.
 *
 * <pre>{@code
 * try (TruthServer truth = new TruthServer(new InetSocketAddress("127.0.0.1", 8082), () -> summary)) {
 *     truth.finished(PartTruth.good("P-000017", 17, Outcome.ACCEPTED, "told good"));
 * }
 * }</pre>
 */
@NullMarked
package org.millwright.simulator.truth;

import org.jspecify.annotations.NullMarked;
