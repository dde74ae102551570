/** A plant in software. It meets the agent on the wire only and imports nothing of it. */
@NullMarked
package org.millwright.simulator;

import org.jspecify.annotations.NullMarked;
