@NullMarked
package org.millwright.maintenance.diagnosis;

import org.jspecify.annotations.NullMarked;
