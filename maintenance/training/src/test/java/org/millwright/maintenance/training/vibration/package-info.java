@NullMarked
package org.millwright.maintenance.training.vibration;

import org.jspecify.annotations.NullMarked;
