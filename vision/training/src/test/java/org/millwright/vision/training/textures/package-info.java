@NullMarked
package org.millwright.vision.training.textures;

import org.jspecify.annotations.NullMarked;
