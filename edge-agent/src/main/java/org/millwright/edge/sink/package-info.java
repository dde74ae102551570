/** Readings, verdicts and prognoses as line protocol, sent in our own batches. The InfluxDB client's types stay inside. */
@NullMarked
package org.millwright.edge.sink;

import org.jspecify.annotations.NullMarked;
