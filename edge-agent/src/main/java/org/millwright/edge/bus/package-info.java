/** One publisher side, many bounded subscribers; every event a subscriber did not get is counted by reason. */
@NullMarked
package org.millwright.edge.bus;

import org.jspecify.annotations.NullMarked;
