/** Turbofan engines of NASA's C-MAPSS set, shown as machines: a plant that this project did not make up. */
@NullMarked
package org.millwright.simulator.replay;

import org.jspecify.annotations.NullMarked;
