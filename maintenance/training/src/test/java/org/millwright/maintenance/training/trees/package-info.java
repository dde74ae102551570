@NullMarked
package org.millwright.maintenance.training.trees;

import org.jspecify.annotations.NullMarked;
