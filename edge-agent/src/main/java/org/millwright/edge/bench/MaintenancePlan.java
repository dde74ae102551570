package org.millwright.edge.bench;

import java.time.Duration;

/**
 * How many machines with how many signals each, one reading a second of all of them.
 *
 * @param history how many seconds of readings each machine brings before anything is measured: windows are full, normal
 *     behaviour is learned
 * @param settle how long it runs before it is measured
 * @param atOnce whether all machines' readings come in one moment of the second, or each in its own
 */
record MaintenancePlan(int machines, int signals, int history, Duration settle, Duration measured, boolean atOnce) {}
