/** Spectra of figures, for pictures and for vibration alike; knows neither. */
@NullMarked
package org.millwright.hardware.spectrum;

import org.jspecify.annotations.NullMarked;
