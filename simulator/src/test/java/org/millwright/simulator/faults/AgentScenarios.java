package org.millwright.simulator.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.millwright.simulator.faults.Keep.MqttSession;
import org.millwright.simulator.faults.Keep.OpcUaHistory;
import org.millwright.simulator.faults.Keep.OpcUaQueue;
import org.millwright.simulator.faults.Keep.SourceTimes;
import org.millwright.simulator.faults.Plan.StoreKind;

/** What happens to the agent itself, its disk and its journal. */
final class AgentScenarios {

    static final List<Keep> BOTH_KEEP = List.of(
            new OpcUaQueue(Duration.ofMinutes(1)),
            new OpcUaHistory(Duration.ofMinutes(10)),
            new MqttSession(),
            new SourceTimes());

    private static final int ROOM_LEFT_BYTES = 8_192;

    private AgentScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "steady",
                        "nothing happens: the harness itself loses and doubles nothing",
                        Plan.both(StoreKind.EMBEDDED),
                        BOTH_KEEP,
                        new Outcome.Whole(),
                        1,
                        (rig, random) -> rig.pass(Duration.ofSeconds(10))),
                new Scenario(
                        "agent-killed",
                        "SIGKILL at random points, also while it starts",
                        Plan.both(StoreKind.EMBEDDED),
                        BOTH_KEEP,
                        new Outcome.Whole(),
                        50,
                        AgentScenarios::kill),
                new Scenario(
                        "disk-full",
                        "no room on the agent's disk for 15 s, while the store is down",
                        Plan.both(StoreKind.INFLUX).onADiskOf(48),
                        BOTH_KEEP,
                        new Outcome.Whole(),
                        2,
                        AgentScenarios::fillDisk),
                new Scenario(
                        "journal-truncated",
                        "the journal cut off at a random place while the agent is down",
                        Plan.both(StoreKind.INFLUX),
                        BOTH_KEEP,
                        new Outcome.Accounted(Set.of("JOURNAL_DAMAGE")),
                        5,
                        AgentScenarios::truncateJournal),
                new Scenario(
                        "clock-stepped",
                        "the sources' clocks 30 s ahead, then 60 s behind, then right",
                        new Plan(
                                Plan.both(StoreKind.EMBEDDED).opcUa().map(opcUa -> opcUa.with(STEPS)),
                                Plan.both(StoreKind.EMBEDDED).mqtt().map(mqtt -> mqtt.with(STEPS)),
                                StoreKind.EMBEDDED,
                                0),
                        BOTH_KEEP,
                        new Outcome.Whole(),
                        1,
                        (rig, random) -> Waiting.until(
                                "the clocks are right again",
                                Duration.ofMinutes(1),
                                () -> rig.opcUa().last() > 350 && rig.topics().last() > 350)));
    }

    /** Not by whole periods: a source that stamps two different values with the same time is another matter. */
    private static final String STEPS = "--clock-step=100:30000,200:-60013,300:0";

    static void kill(Rig rig, Random random) throws InterruptedException {
        rig.pass(Duration.ofMillis(300L + random.nextInt(7_000)));
        rig.agent().kill();
        rig.agent().start();
    }

    private static void fillDisk(Rig rig, Random random) throws IOException, InterruptedException {
        rig.pass(Duration.ofMillis(2_000L + random.nextInt(2_000)));
        rig.influx().kill();
        Path data = rig.folder().resolve("data");
        Path filler = data.resolve("filler");
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            byte[] block = new byte[ROOM_LEFT_BYTES];
            while (Files.getFileStore(data).getUsableSpace() > 2L * ROOM_LEFT_BYTES) {
                file.write(block);
            }
        }
        rig.pass(Duration.ofSeconds(15));
        rig.require(rig.agent().isAlive(), "the agent ended when its disk was full");
        Files.delete(filler);
        rig.influx().start();
        rig.pass(Duration.ofSeconds(5));
    }

    private static void truncateJournal(Rig rig, Random random) throws IOException, InterruptedException {
        rig.agent().awaitSources();
        rig.pass(Duration.ofMillis(2_000L + random.nextInt(2_000)));
        rig.influx().kill();
        rig.pass(Duration.ofMillis(3_000L + random.nextInt(3_000)));
        rig.agent().kill();
        List<Path> files = journalFiles(rig.folder().resolve("data"));
        if (files.isEmpty()) {
            throw new FaultsException(
                    "the agent has no journal in " + rig.folder().resolve("data"));
        }
        Path file = files.get(random.nextInt(files.size()));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength((long) (open.length() * random.nextDouble()));
        }
        rig.influx().start();
        rig.agent().start();
        rig.pass(Duration.ofSeconds(5));
    }

    /** The file and its write-ahead log; the shared memory beside them is made anew from those. */
    private static List<Path> journalFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> data.relativize(file).toString().contains("journal"))
                    .filter(file -> !file.getFileName().toString().endsWith("-shm"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }
}
