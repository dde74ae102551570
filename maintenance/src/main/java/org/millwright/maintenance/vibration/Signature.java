package org.millwright.maintenance.vibration;

/**
 * The strongest trace of one kind of fault in a waveform's envelope spectra.
 *
 * @param hertz where it lies: within the slip of what the geometry and the speed say
 * @param expectedHertz without slip
 * @param decibels how far the frequency and its harmonics stand out from their surroundings, as a mean over
 *     them and over ever narrower bands
 * @param band the band whose envelope shows it most
 */
public record Signature(FaultKind kind, double hertz, double expectedHertz, double decibels, Band band) {}
