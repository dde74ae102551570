@NullMarked
package org.millwright.vision;

import org.jspecify.annotations.NullMarked;
