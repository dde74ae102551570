/** OPC UA client source. Milo's types stay inside. */
@NullMarked
package org.millwright.edge.source.opcua;

import org.jspecify.annotations.NullMarked;
