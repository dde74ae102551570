@NullMarked
package org.millwright.maintenance;

import org.jspecify.annotations.NullMarked;
