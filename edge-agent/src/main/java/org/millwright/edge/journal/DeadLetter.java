package org.millwright.edge.journal;

import java.time.Instant;

/** A row that the store would not take, as it was sent, and what the store said. */
public record DeadLetter(Instant at, String line, String reason) {}
