package org.millwright.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.line.Line;
import org.millwright.simulator.line.WearSettings;
import org.millwright.simulator.opcua.HistorySettings;
import org.millwright.simulator.opcua.PlantServer;
import org.millwright.simulator.opcua.ServerQuirks;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.process.Ports;

class LineHistoryTest {

    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path folder;

    /** Half an hour, since twice the time takes twice the room. */
    @Test
    void twoHoursOfTheDemoLineTakeLessThanTenMebibytes() {
        ServerSettings settings = new ServerSettings(
                        "127.0.0.1",
                        Ports.reserve("OPC UA", "--opcua-port", "127.0.0.1", 0),
                        folder,
                        "secret",
                        false,
                        false,
                        false)
                .with(new HistorySettings(Duration.ofHours(2), HistorySettings.USUAL_BYTES), ServerQuirks.NONE);
        Line line = new Line(1, new WearSettings(600, 0));
        Random jitter = new Random(1);
        try (PlantServer server = new PlantServer(settings)) {
            LineNodes nodes = new LineNodes(server.folder("Line"), line.machines());
            server.listen();
            Instant start = Instant.parse("2026-03-01T12:00:00Z");
            for (int tick = 0; tick < 18_000; tick++) {
                line.advance(Line.TICK);
                nodes.push(start.plus(Line.TICK.multipliedBy(tick)).plusMillis(jitter.nextInt(3)));
            }
            assertThat(4 * server.historyBytes()).isBetween(MEBIBYTE, 10 * MEBIBYTE);
        }
    }
}
