package org.millwright.maintenance.detect;

/**
 * What became of the samples and rows of one {@link AnomalyWatch}, by reason, since it was made.
 *
 * @param outdated samples that were older than what their signal had said already; left out
 * @param ahead samples stamped with a time that the source cannot have reached yet; left out
 * @param late samples that came after their row, and were taken into the next one
 * @param setBack times that a source's clock was set back, and rows began anew
 * @param leftOut rows of which nothing was said, because too many waited for learning to end, or it was asked for anew
 * @param detector what became of the rows that were judged
 */
public record WatchCounts(long outdated, long ahead, long late, long setBack, long leftOut, DetectorCounts detector) {}
