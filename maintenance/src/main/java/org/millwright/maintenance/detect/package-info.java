/**
 * Aligned readings of one machine in, whether it behaves as it did when it was learned out: since when, through which
 * signals, and whether it is the machine or one of its sensors. Pure arithmetic: no network, no file, no clock.
 */
@NullMarked
package org.millwright.maintenance.detect;

import org.jspecify.annotations.NullMarked;
