/** The edge agent: source, bus, inference, sink. {@link org.millwright.edge.EdgeAgent} wires it. */
@NullMarked
package org.millwright.edge;

import org.jspecify.annotations.NullMarked;
