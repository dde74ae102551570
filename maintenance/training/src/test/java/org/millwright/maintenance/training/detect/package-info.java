@NullMarked
package org.millwright.maintenance.training.detect;

import org.jspecify.annotations.NullMarked;
