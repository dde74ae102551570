@NullMarked
package org.millwright.maintenance.detect;

import org.jspecify.annotations.NullMarked;
