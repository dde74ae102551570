/**
 * The loops, each on a thread of its own: from frames to verdicts, from readings to prognoses, conditions and diagnoses, from
 * waveforms to faults of bearings, and from all of these to advice; with the lives of the models that decide in them.
 */
@NullMarked
package org.millwright.edge.inference;

import org.jspecify.annotations.NullMarked;
