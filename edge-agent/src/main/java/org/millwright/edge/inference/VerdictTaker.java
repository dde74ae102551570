package org.millwright.edge.inference;

import org.millwright.edge.signal.Verdict;

/** Who acts on verdicts: the release of a station. Called on the inspection thread; must not hold it up. */
public interface VerdictTaker {

    /** @param inTime whether the verdict met its deadline; one that did not must never be acted on as good */
    void decided(Verdict verdict, boolean inTime);

    /** The loop is running; without this, again and again, the machine must be told that nobody inspects. */
    void alive();
}
