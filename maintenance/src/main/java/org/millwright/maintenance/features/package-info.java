/**
 * Readings of one signal in, what they say over the last minutes or hours out: the stage "data manipulation" of ISO 13374.
 * Time comes in with each call.
 */
@NullMarked
package org.millwright.maintenance.features;

import org.jspecify.annotations.NullMarked;
