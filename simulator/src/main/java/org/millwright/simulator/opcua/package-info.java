/** The plant's OPC UA server. Milo stays in here; out go folders, variables and plain Java values. */
@NullMarked
package org.millwright.simulator.opcua;

import org.jspecify.annotations.NullMarked;
