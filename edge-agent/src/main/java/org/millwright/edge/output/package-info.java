/** The handshake with the machine: a verdict becomes a permission to go on, on allow-listed outputs only. */
@NullMarked
package org.millwright.edge.output;

import org.jspecify.annotations.NullMarked;
