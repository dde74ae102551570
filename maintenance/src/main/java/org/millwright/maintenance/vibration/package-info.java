/**
 * Vibration of a bearing in, its features and a finding out: a waveform as it arrived, spectrum and envelope spectrum, the
 * fault frequencies from the bearing's geometry and the shaft's speed. Needs no training and no network; knows no protocol
 * and no file. What is said of a bearing holds at any speed, load and sampling rate: frequencies are counted in orders of
 * the shaft, levels in decibels over what surrounds them.
 */
@NullMarked
package org.millwright.maintenance.vibration;

import org.jspecify.annotations.NullMarked;
