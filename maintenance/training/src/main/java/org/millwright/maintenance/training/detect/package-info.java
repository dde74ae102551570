/** How well anomalies are found on public recordings, beside textbook methods in the same run. */
@NullMarked
package org.millwright.maintenance.training.detect;

import org.jspecify.annotations.NullMarked;
