@NullMarked
package org.millwright.vision.training.goodonly;

import org.jspecify.annotations.NullMarked;
