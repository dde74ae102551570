/**
 * Learning from good parts alone: a network that finds flaws painted on good pictures, beside a memory of what good pictures
 * look like.
 */
@NullMarked
package org.millwright.vision.training.goodonly;

import org.jspecify.annotations.NullMarked;
