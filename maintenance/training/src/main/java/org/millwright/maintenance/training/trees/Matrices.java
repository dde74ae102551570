package org.millwright.maintenance.training.trees;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.millwright.maintenance.training.study.CannotTrain;

/** XGBoost's tables, with which its native library is first needed. */
final class Matrices {

    private Matrices() {}

    /**
     * A table in native memory; the caller disposes of it.
     *
     * @param inputs row by row, all of one length; NaN is missing
     * @throws CannotTrain where the native library cannot be loaded, mostly for lack of OpenMP
     */
    static DMatrix of(float[] inputs, int rows) throws XGBoostError {
        try {
            return new DMatrix(inputs, rows, inputs.length / rows, Float.NaN);
        } catch (LinkageError e) {
            throw new CannotTrain(
                    "XGBoost's native library cannot be loaded (" + e.getMessage()
                            + "); it needs OpenMP, on Debian: apt install libgomp1",
                    e);
        }
    }
}
