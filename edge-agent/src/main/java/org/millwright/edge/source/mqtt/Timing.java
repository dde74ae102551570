package org.millwright.edge.source.mqtt;

import java.time.Duration;

/** How long a broker may take, the same for both versions of the protocol. */
final class Timing {

    /** A link that is cut without a word is noticed after one and a half of these. */
    static final int KEEP_ALIVE_SECONDS = 15;

    /** By then it is noticed that nothing comes any more, since a ping is sent within one and answered within another. */
    static final Duration DEAF = Duration.ofSeconds(2 * KEEP_ALIVE_SECONDS);

    static final int CONNECT_SECONDS = 10;
    static final long ANSWER_MILLIS = 12_000;
    static final long CLOSE_MILLIS = 1_000;

    private Timing() {}
}
