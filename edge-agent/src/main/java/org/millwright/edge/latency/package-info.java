/** Latencies as percentiles. HdrHistogram's types stay inside. */
@NullMarked
package org.millwright.edge.latency;

import org.jspecify.annotations.NullMarked;
