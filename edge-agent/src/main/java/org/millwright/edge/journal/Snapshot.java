package org.millwright.edge.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.lineprotocol.Series;

/**
 * The books at one commit, the losses that no row tells of yet, and the newest row of every identity, so that a restart
 * goes on where the last run was.
 *
 * @param upTo the last block that the books know of as received
 * @param shipped the last block that they know of as stored
 */
record Snapshot(long upTo, long shipped) {

    private static final int VERSION = 2;

    static byte[] write(long upTo, long shipped, Ledger ledger, LineProtocol protocol, LossReports reports) {
        Varints.Writer out = new Varints.Writer();
        out.put(VERSION);
        out.put(upTo);
        out.put(shipped);
        ledger.write(out);
        reports.save(out);
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
        byte[] content = out.toBytes();
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(checksum(content))
                .put(content)
                .array();
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    /**
     * Reads into a ledger, reports, and a protocol whose identities were restored.
     *
     * @throws JournalException where it is not what was written, or numbers more identities than there are
     */
    static Snapshot read(byte[] bytes, Ledger ledger, LineProtocol protocol, LossReports reports) {
        byte[] content = Arrays.copyOfRange(bytes, Math.min(Integer.BYTES, bytes.length), bytes.length);
        if (bytes.length < Integer.BYTES || ByteBuffer.wrap(bytes).getInt() != checksum(content)) {
            throw new JournalException("the journal's books are damaged: their checksum is wrong", null, true);
        }
        Varints.Reader in = new Varints.Reader(content);
        int version = in.takeInt();
        if (version != VERSION) {
            throw new JournalException(
                    "the journal's books are of version " + version + ", this is " + VERSION, null, true);
        }
        Snapshot snapshot = new Snapshot(in.take(), in.take());
        ledger.read(in);
        reports.restore(in);
        int identities = in.takeInt();
        if (identities > protocol.size()) {
            throw new JournalException(
                    "the journal is damaged: its books know " + identities + " identities, and it has "
                            + protocol.size(),
                    null,
                    true);
        }
        long before = 0;
        for (int i = 0; i < identities; i++) {
            if (in.take() == 1) {
                long written = before + in.takeSigned();
                long source = written - in.takeSigned();
                protocol.newest(i).restore(source, written, in.take(), (int) in.take());
                before = written;
            }
        }
        return snapshot;
    }

    /** @throws JournalException where {@link #read} would, with these identities */
    static void requireReadable(byte[] snapshot, List<String> identities) {
        LineProtocol protocol = new LineProtocol();
        identities.forEach(protocol::restore);
        read(snapshot, new Ledger(), protocol, new LossReports());
    }
}
