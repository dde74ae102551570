package org.millwright.edge.latency;

import java.time.Duration;

/** Percentiles; a time that lies in the future counts as zero. */
public record Latency(long count, Duration p50, Duration p99, Duration p999, Duration max) {}
