/**
 * Waveforms on their way from the sources to the loop that examines them: arrays, which the path of the readings does not
 * take. They are handed over in memory, the newest of each channel, and are not put away.
 */
@NullMarked
package org.millwright.edge.waveform;

import org.jspecify.annotations.NullMarked;
