@NullMarked
package org.millwright.vision.training;

import org.jspecify.annotations.NullMarked;
