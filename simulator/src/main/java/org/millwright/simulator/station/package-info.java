/** The PLC's half of the station handshake: accept only when told good. {@link Station} is pure, the rest is wiring. */
@NullMarked
package org.millwright.simulator.station;

import org.jspecify.annotations.NullMarked;
