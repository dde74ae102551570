package org.millwright.edge.signal;

import java.util.Set;

/** What the agent says itself, a table for each kind of {@link Event}; readings are in the table of their kind of machine. */
public final class OwnTables {

    public static final String VERDICT = "verdict";
    public static final String SHADOW = "shadow";
    public static final String PROGNOSIS = "prognosis";
    public static final String FEATURE = "feature";
    public static final String CONDITION = "condition";
    public static final String VIBRATION = "vibration";
    public static final String DIAGNOSIS = "diagnosis";
    public static final String ADVISORY = "advisory";
    public static final String LOSS = "loss";
    public static final String NOTICE = "notice";

    public static final Set<String> ALL =
            Set.of(VERDICT, SHADOW, PROGNOSIS, FEATURE, CONDITION, VIBRATION, DIAGNOSIS, ADVISORY, LOSS, NOTICE);

    private OwnTables() {}
}
