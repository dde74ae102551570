/**
 * Vibration data sets in, figures out: recordings as windows, the methods that are compared, the protocol that compares
 * them. What is said of a waveform without training is the gateway's own ({@link
 * org.millwright.maintenance.vibration.BearingExamination}).
 */
@NullMarked
package org.millwright.maintenance.training.vibration;

import org.jspecify.annotations.NullMarked;
