package org.millwright.simulator.opcua;

import java.time.Instant;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** Source and server time of values that are pushed together, made once for all of them. Immutable. */
public final class Stamp {

    private final DateTime source;
    private final DateTime server;

    private Stamp(DateTime source, DateTime server) {
        this.source = source;
        this.server = server;
    }

    /** @param sourceTime when it was so at its source; OPC UA keeps 100 ns. The server's time is now. */
    public static Stamp of(Instant sourceTime) {
        return new Stamp(new DateTime(sourceTime), DateTime.now());
    }

    DateTime source() {
        return source;
    }

    DateTime server() {
        return server;
    }
}
