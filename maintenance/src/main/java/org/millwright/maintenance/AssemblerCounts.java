package org.millwright.maintenance;

/**
 * What became of the samples of one {@link StepAssembler}, by reason.
 *
 * @param accepted all that were given
 * @param unknownInput not an input of the model; dropped
 * @param outdated older than what is known of the same input already; dropped
 * @param late arrived after its source time was settled; taken as the newest value from then on
 * @param unusable bad by the source's own word, or not a finite number
 * @param hurried source times settled before their time because too many were waiting
 */
public record AssemblerCounts(
        long accepted, long unknownInput, long outdated, long late, long unusable, long hurried) {}
