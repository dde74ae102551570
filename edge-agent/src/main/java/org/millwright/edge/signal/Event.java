package org.millwright.edge.signal;

/** What is stored as one row: something that happened at one time. */
public sealed interface Event
        permits Reading,
                Verdict,
                ShadowVerdict,
                Prognosis,
                ShadowPrognosis,
                FeatureSet,
                Condition,
                Vibration,
                Diagnosis,
                ShadowDiagnosis,
                Advisory,
                Loss,
                Notice {}
