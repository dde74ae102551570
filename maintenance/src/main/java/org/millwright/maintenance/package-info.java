/**
 * Readings of one machine in, remaining life and health out. Assembles steps on the model's axis, runs the network of a
 * bundle, judges health. Knows no protocol, no configuration file and no store; time comes in with each call.
 */
@NullMarked
package org.millwright.maintenance;

import org.jspecify.annotations.NullMarked;
