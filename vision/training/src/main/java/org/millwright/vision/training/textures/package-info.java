/**
 * Surfaces that nobody made: endless random textures to learn seeing on, where no pictures of real parts may be used or
 * there are none.
 */
@NullMarked
package org.millwright.vision.training.textures;

import org.jspecify.annotations.NullMarked;
