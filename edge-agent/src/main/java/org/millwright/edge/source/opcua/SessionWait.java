package org.millwright.edge.source.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Waits while the library tries to resume a session that broke.
 *
 * @param session the id of the session that broke
 */
record SessionWait(Setting setting, NodeId session) {

    /** Until it is resumed, replaced, we are asked to close, or the grace is over. */
    Phase.Outcome until(long lostAtNanos) throws InterruptedException {
        List<Happening> later = new ArrayList<>();
        try {
            while (true) {
                long left = setting.timings().grace().toNanos() - (System.nanoTime() - lostAtNanos);
                switch (setting.happenings().poll(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                    case null -> {
                        return new Phase.Outcome.Ended("the session was not resumed within "
                                + setting.timings().grace().toSeconds() + " s");
                    }
                    case Happening.CloseAsked() -> {
                        return new Phase.Outcome.Ended("");
                    }
                    case Happening.SessionActive(NodeId active) -> {
                        return active.equals(session)
                                ? new Phase.Outcome.SessionResumed()
                                : new Phase.Outcome.SessionReplaced();
                    }
                    case Happening.SessionLost() -> {
                        // It is.
                    }
                    case Happening other -> later.add(other);
                }
            }
        } finally {
            setting.happenings().addAll(later);
        }
    }
}
