package org.millwright.maintenance.training.trees;

import org.millwright.maintenance.diagnosis.Question;

/** What makes a margin the answer, and what XGBoost minimises for it. */
enum Link {
    /** Squared error. */
    IDENTITY("reg:squarederror"),
    /** A probability for each output alone. */
    LOGISTIC("binary:logistic"),
    /** Probabilities that sum to 1. */
    SOFTMAX("multi:softprob");

    private final String objective;

    Link(String objective) {
        this.objective = objective;
    }

    String objective() {
        return objective;
    }

    static Link of(Question question) {
        return switch (question) {
            case Question.OneMode one -> SOFTMAX;
            case Question.AnyModes any -> LOGISTIC;
            case Question.HowMuch much -> IDENTITY;
        };
    }
}
