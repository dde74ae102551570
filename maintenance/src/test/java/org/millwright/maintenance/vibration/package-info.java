@NullMarked
package org.millwright.maintenance.vibration;

import org.jspecify.annotations.NullMarked;
