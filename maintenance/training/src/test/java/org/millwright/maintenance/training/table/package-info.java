@NullMarked
package org.millwright.maintenance.training.table;

import org.jspecify.annotations.NullMarked;
