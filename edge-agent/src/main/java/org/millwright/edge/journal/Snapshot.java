package org.millwright.edge.journal;

import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.lineprotocol.Series;

/**
 * The books at one commit, and the newest row of every identity, so that a restart goes on where the last run was.
 *
 * @param upTo the last block that the books know of as received
 * @param shipped the last block that they know of as stored
 */
record Snapshot(long upTo, long shipped) {

    private static final int VERSION = 1;

    static byte[] write(long upTo, long shipped, Ledger ledger, LineProtocol protocol) {
        Varints.Writer out = new Varints.Writer();
        out.put(VERSION);
        out.put(upTo);
        out.put(shipped);
        ledger.write(out);
        out.put(protocol.size());
        long before = 0;
        for (int i = 0; i < protocol.size(); i++) {
            Series newest = protocol.newest(i);
            long written = newest.newestWritten();
            out.put(written == Series.NOTHING ? 0 : 1);
            if (written != Series.NOTHING) {
                out.putSigned(written - before);
                out.putSigned(written - newest.newestSource());
                out.put(newest.newestContent());
                out.put(Integer.toUnsignedLong(newest.newestStatus()));
                before = written;
            }
        }
        return out.toBytes();
    }

    /** Reads into a ledger and a protocol whose identities were restored. */
    static Snapshot read(byte[] bytes, Ledger ledger, LineProtocol protocol) {
        Varints.Reader in = new Varints.Reader(bytes);
        int version = in.takeInt();
        if (version != VERSION) {
            throw new JournalException(
                    "the journal's books are of version " + version + ", this is " + VERSION, null, true);
        }
        Snapshot snapshot = new Snapshot(in.take(), in.take());
        ledger.read(in);
        long before = 0;
        for (int i = 0, count = in.takeInt(); i < count; i++) {
            if (in.take() == 1) {
                long written = before + in.takeSigned();
                long source = written - in.takeSigned();
                protocol.newest(i).restore(source, written, in.take(), (int) in.take());
                before = written;
            }
        }
        return snapshot;
    }
}
