package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * What a model on trial said about a part, beside the one that decided; nothing acts on it.
 *
 * @param shadow what it said; its {@code decidedNanos} is when it had said it
 * @param live what the model that decides said
 */
public record ShadowVerdict(Verdict shadow, Verdict live) implements Event {

    public ShadowVerdict {
        requireNonNull(shadow, "shadow is null");
        requireNonNull(live, "live is null");
    }

    public boolean agrees() {
        return shadow.result() == live.result();
    }
}
