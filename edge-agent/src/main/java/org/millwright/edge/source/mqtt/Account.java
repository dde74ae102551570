package org.millwright.edge.source.mqtt;

import java.time.Duration;

/**
 * Who we are at the broker. A client id stands for one session.
 *
 * @param keep how long the broker is to keep the session when we are away; zero for a clean start each time
 */
record Account(String clientId, Duration keep) {

    boolean isKept() {
        return !keep.isZero();
    }
}
