package org.millwright.edge.source.mqtt;

import java.util.List;
import java.util.Set;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;

/** Knows what the messages of one connection mean. Called by one thread at a time, or safe from any. */
interface Decoder {

    /** What has to be subscribed. */
    List<String> filters();

    /** Whose readings it brings, as far as that is known. */
    Set<Machine> machines();

    /** A new connection is about to be opened; what it brings may come before {@link #connected}. */
    void connecting();

    /** A new connection stands and is subscribed. */
    void connected();

    /** What the message says; what in it cannot be read is counted as lost. */
    List<Event> decode(Arrival arrival);

    /** Counts what the message would have brought as lost: it is not to be looked at. */
    void skip(Arrival arrival);

    /** About once a second: what time alone brings about. */
    List<Event> tick(long nowNanos);
}
