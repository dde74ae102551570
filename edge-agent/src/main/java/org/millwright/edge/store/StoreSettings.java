package org.millwright.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration files of the store's process, written anew at every start: the folder is ours. */
final class StoreSettings {

    /** Sized for a gateway: one worker of each sort, small buffers, nothing open but HTTP on loopback. */
    private static final String SERVER = """
            # Written by the agent at every start; changes here are lost.
            http.min.enabled=false
            pg.enabled=false
            line.tcp.enabled=false
            line.udp.enabled=false
            telemetry.enabled=false
            cairo.mat.view.enabled=false
            # A row is on disk before its request is answered: column files, events, then the sequencer's log.
            cairo.commit.mode=sync
            # A reader that nobody uses keeps the files of dropped days, and their bytes, for so many milliseconds.
            cairo.inactive.reader.ttl=20000
            # One takes rows in while the other sums up.
            shared.network.worker.count=2
            shared.query.worker.count=1
            shared.write.worker.count=1
            cairo.lexer.pool.capacity=64
            cairo.model.pool.capacity=32
            cairo.expression.pool.capacity=256
            cairo.column.pool.capacity=256
            cairo.page.frame.reduce.queue.capacity=64
            cairo.unordered.page.frame.reduce.queue.capacity=64
            cairo.vector.aggregate.queue.capacity=64
            cairo.writer.data.append.page.size=1M
            cairo.writer.data.index.key.append.page.size=16k
            cairo.writer.data.index.value.append.page.size=64k
            cairo.wal.writer.data.append.page.size=128k
            cairo.o3.column.memory.size=256k
            http.receive.buffer.size=256k
            http.send.buffer.size=256k
            """;

    private static final String LOG = """
            writers=stdout
            w.stdout.class=io.questdb.log.LogConsoleWriter
            w.stdout.level=ERROR,CRITICAL
            """;

    private StoreSettings() {}

    static void write(Path folder, int port) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("server.conf"), "http.bind.to=127.0.0.1:" + port + "\n" + SERVER);
        Files.writeString(conf.resolve("log.conf"), LOG);
    }
}
