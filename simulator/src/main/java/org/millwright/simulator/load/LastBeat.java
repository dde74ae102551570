package org.millwright.simulator.load;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** Keeps the number of the last whole beat in a file of eight bytes, which outlives a process that is killed. */
public final class LastBeat implements LongConsumer {

    private final MappedByteBuffer file;

    public LastBeat(Path path) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.file = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    @Override
    public void accept(long number) {
        file.putLong(0, number);
    }
}
