package org.millwright.maintenance.training;

import java.util.List;

/**
 * Histories to learn from and histories to be measured on.
 *
 * @param train whole lives
 * @param test lives to score; never looked at before a recipe is settled
 * @param fingerprint SHA-256 over the files, for the bundle
 */
record DataSet(List<LifeHistory> train, List<LifeHistory> test, String fingerprint) {

    DataSet {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }
}
