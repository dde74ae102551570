/**
 * Defects that were never there: cuts, spots, scratches, cracks, stains and disturbed texture, blended into pictures of good
 * parts. Plain numbers in and out; knows neither files nor networks.
 */
@NullMarked
package org.millwright.vision.training.flaws;

import org.jspecify.annotations.NullMarked;
