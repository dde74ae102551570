/** Events as rows of InfluxDB line protocol: what a row is called, what it holds, and which repeats which. */
@NullMarked
package org.millwright.edge.lineprotocol;

import org.jspecify.annotations.NullMarked;
