package org.millwright.maintenance;

/**
 * Between what remaining life lies.
 *
 * @param coverage how often the truth lies between, 0 to 1, as far as machines are like those trained on
 * @param low in the contract's life unit
 * @param high in the contract's life unit; at the cap it stands for the cap or more
 */
public record LifeInterval(double coverage, double low, double high) {}
