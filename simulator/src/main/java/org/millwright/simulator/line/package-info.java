/** The plant as physics: machines that are stepped, and the quantities they show. No protocol in here. */
@NullMarked
package org.millwright.simulator.line;

import org.jspecify.annotations.NullMarked;
