/** One file with all that an agent needs to stand up again elsewhere, and the way back. */
@NullMarked
package org.millwright.edge.backup;

import org.jspecify.annotations.NullMarked;
