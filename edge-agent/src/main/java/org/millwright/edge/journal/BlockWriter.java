package org.millwright.edge.journal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.lineprotocol.LineBuffer;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes parcels into the rows of one block, and counts what each was about.
 *
 * <p>NOT thread safe: belongs to the journal's thread.
 */
final class BlockWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BlockWriter.class);

    private final LineProtocol protocol;
    private final LineBuffer lines = new LineBuffer(256 * 1024);
    private final BlockCounts counts = new BlockCounts();
    private long refused;
    private boolean named;

    BlockWriter(LineProtocol protocol) {
        this.protocol = protocol;
    }

    void clear() {
        lines.truncate(0);
        counts.clear();
        refused = 0;
    }

    void append(List<Parcel> parcels) {
        for (Parcel parcel : parcels) {
            for (Event event : parcel.events()) {
                append(event);
            }
        }
    }

    private void append(Event event) {
        int start = lines.length();
        try {
            int identity = protocol.append(event, lines);
            if (identity >= 0) {
                counts.row(identity);
            } else {
                counts.repetition(~identity);
            }
            if (event instanceof Loss loss) {
                counts.lost(
                        protocol.number(loss.machine(), loss.signal(), Journal.OTHERS), loss.reason(), loss.count());
            }
        } catch (RuntimeException e) {
            // One event that cannot be written down must not stop the others.
            lines.truncate(start);
            counts.lost(Journal.OTHERS, Loss.Reason.REFUSED, 1);
            refused++;
            if (!named) {
                named = true;
                LOG.warn("{} cannot be written down, counted as refused (further ones are only counted)", event, e);
            }
        }
    }

    /** What the rows begin with. */
    Set<String> measurements() {
        Set<String> found = new HashSet<>();
        String before = "";
        for (int i = 0; i < counts.identities(); i++) {
            if (counts.rows(i) > 0 && !protocol.measurement(i).equals(before)) {
                before = protocol.measurement(i);
                found.add(before);
            }
        }
        return found;
    }

    LineBuffer lines() {
        return lines;
    }

    /** Events that could not be written down; they are in the counts as lost. */
    long refused() {
        return refused;
    }

    BlockCounts counts() {
        return counts;
    }
}
