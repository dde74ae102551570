/** Sockets as every client here wants them. */
@NullMarked
package org.millwright.edge.net;

import org.jspecify.annotations.NullMarked;
