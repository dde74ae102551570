/** Where readings and frames come from, and how a source that is down is seen and retried. */
@NullMarked
package org.millwright.edge.source;

import org.jspecify.annotations.NullMarked;
