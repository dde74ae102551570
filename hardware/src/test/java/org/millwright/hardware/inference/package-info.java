@NullMarked
package org.millwright.hardware.inference;

import org.jspecify.annotations.NullMarked;
