@NullMarked
package org.millwright.maintenance.advise;

import org.jspecify.annotations.NullMarked;
