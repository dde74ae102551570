@NullMarked
package org.millwright.hardware.training;

import org.jspecify.annotations.NullMarked;
