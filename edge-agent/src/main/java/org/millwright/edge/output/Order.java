package org.millwright.edge.output;

/** What the handshake wants written next. */
sealed interface Order {

    /** Part id, sequence and verdict, then ready. */
    record Offer(String part, long sequence, boolean good) implements Order {}

    /** Ready back to false. */
    record Withdraw() implements Order {}
}
