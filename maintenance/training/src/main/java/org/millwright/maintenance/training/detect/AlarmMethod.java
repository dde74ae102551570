package org.millwright.maintenance.training.detect;

/** A way to find anomalies that learns from the first rows of a recording. */
@FunctionalInterface
interface AlarmMethod {

    /**
     * @param learnFrom how many of the first rows may be learned from
     * @return one for each row: whether it raises or keeps up an alarm
     */
    boolean[] alarms(Recording recording, int learnFrom);
}
