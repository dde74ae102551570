@NullMarked
package org.millwright.maintenance.training;

import org.jspecify.annotations.NullMarked;
