/** What a data set's protocol looks like to the commands, how training says that it cannot, and what all studies share. */
@NullMarked
package org.millwright.maintenance.training.study;

import org.jspecify.annotations.NullMarked;
