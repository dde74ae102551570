@NullMarked
package org.millwright.maintenance.features;

import org.jspecify.annotations.NullMarked;
