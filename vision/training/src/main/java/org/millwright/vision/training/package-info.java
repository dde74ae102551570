/** Trains the vision bundles, on pictures in folders. */
@NullMarked
package org.millwright.vision.training;

import org.jspecify.annotations.NullMarked;
