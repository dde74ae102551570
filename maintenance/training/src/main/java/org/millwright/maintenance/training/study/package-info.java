/** What a data set's protocol looks like to the commands, and how training says that it cannot. */
@NullMarked
package org.millwright.maintenance.training.study;

import org.jspecify.annotations.NullMarked;
