package org.millwright.maintenance.diagnosis;

/**
 * How far one input moved an answer away from the average one of training.
 *
 * @param value NaN where it was missing
 * @param share Shapley value: in log-odds for a failure mode (above 0 speaks for it), in its unit for a quantity
 */
public record Contribution(String input, double value, String unit, double share) {}
