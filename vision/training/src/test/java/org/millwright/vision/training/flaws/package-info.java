@NullMarked
package org.millwright.vision.training.flaws;

import org.jspecify.annotations.NullMarked;
