package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.millwright.hardware.gateway.GatewayFacts;

/** Both phases side by side, as a table for people and one JSON object for programs. */
record Report(Plan plan, GatewayFacts gateway, Yardstick.Result bare, AgentRun.Result agent) {

    boolean isComplete() {
        return agent.lost() == 0 && agent.published() > 0;
    }

    /** CPU of the agent over that of the bare client and the bare writer together. */
    double ratio() {
        return agent.agent().cores() / bareCores();
    }

    /** Too high rather than too low: a sink without a journal would have to encode as well. */
    private double journalRatio() {
        return agent.agent().cores() / (agent.agent().cores() - agent.journal().cores());
    }

    private double bareCores() {
        return bare.client().cores() + bare.writer().cores();
    }

    static void mustBeWritable(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new BenchException("--report " + file + " cannot be written (" + e + "); name another file", e);
        }
    }

    String table() {
        return String.format(
                Locale.ROOT,
                """

                machine                     %s, %d cores, %d MiB, %s
                load                        %d signals every %d ms, %d s after %d s of warm-up%s

                                            bare libraries          agent
                values a second           %14.0f %14.0f
                published / read back     %14s %14d / %d
                lost                      %14s %14d %s
                CPU, %% of one core        %14.1f %14.1f   (client %.1f + writer %.1f; ratio %.2f)
                RSS, MiB                  %14d %14d   (store %d, agent and store %d)

                latency, ms                        p50        p99      p99.9      of
                source to received, bare    %s
                source to stored            %s
                received to stored          %s
                source to verdict           %s
                arrival to verdict          %s
                to stored: the last 30 s of the measured time; all others: all of it
                store: %.1f %% of one core

                journal                     %.1f %% of one core, encoding included; the agent with it costs %.2f times
                                            what it costs without
                                            %.2f bytes to disk for each byte of line protocol as the journal
                                            compresses it (%.1f MB for %.1f MB, %.1f MB before compression)
                """,
                gateway.cpu(),
                gateway.cores(),
                gateway.memoryMiB(),
                gateway.jvm(),
                plan.signals(),
                plan.period().toMillis(),
                plan.measured().toSeconds(),
                plan.warmUp().toSeconds(),
                plan.camera() ? "; for the agent, a vision station beside it" : "",
                bare.valuesPerSecond(),
                agent.valuesPerSecond(),
                "",
                agent.published(),
                agent.readBack(),
                "",
                agent.lost(),
                agent.drops().isEmpty() ? "" : "(by reason or queue: " + agent.drops() + ")",
                bareCores() * 100,
                agent.agent().cores() * 100,
                bare.client().cores() * 100,
                bare.writer().cores() * 100,
                ratio(),
                bare.client().rssMiB() + bare.writer().rssMiB(),
                agent.agent().rssMiB(),
                agent.store().rssMiB(),
                agent.agent().rssMiB() + agent.store().rssMiB(),
                row(bare.sourceToReceived()),
                row(agent.sourceToStored()),
                row(agent.receivedToStored()),
                row(agent.sourceToVerdict()),
                row(agent.arrivalToVerdict()),
                agent.store().cores() * 100,
                agent.journal().cores() * 100,
                journalRatio(),
                agent.journal().writtenPerCompressedByte(),
                agent.journal().writtenBytes() / 1e6,
                agent.journal().compressedBytes() / 1e6,
                agent.journal().lineBytes() / 1e6);
    }

    private static String row(Percentiles latency) {
        return latency.count() == 0
                ? "         -          -          -       0"
                : String.format(
                        Locale.ROOT,
                        "%10.1f %10.1f %10.1f %7d",
                        latency.p50(),
                        latency.p99(),
                        latency.p999(),
                        latency.count());
    }

    void writeTo(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.putObject("machine")
                .put("cpu", gateway.cpu())
                .put("architecture", gateway.architecture())
                .put("cores", gateway.cores())
                .put("memoryMiB", gateway.memoryMiB())
                .put("operatingSystem", gateway.operatingSystem())
                .put("jvm", gateway.jvm());
        json.put("signals", plan.signals())
                .put("periodMillis", plan.period().toMillis())
                .put("warmUpSeconds", plan.warmUp().toSeconds())
                .put("seconds", plan.measured().toSeconds())
                .put("camera", plan.camera());
        ObjectNode yardstick = json.putObject("bare").put("valuesPerSecond", bare.valuesPerSecond());
        cost(yardstick.putObject("client"), bare.client());
        cost(yardstick.putObject("writer"), bare.writer());
        latency(yardstick.putObject("sourceToReceivedMillis"), bare.sourceToReceived());
        json.put("valuesPerSecond", agent.valuesPerSecond())
                .put("published", agent.published())
                .put("readBack", agent.readBack())
                .put("lost", agent.lost())
                .put("cpuRatio", ratio())
                .put("totalRssMiB", agent.agent().rssMiB() + agent.store().rssMiB());
        ObjectNode drops = json.putObject("dropsByQueue");
        agent.drops().forEach(drops::put);
        cost(json.putObject("agent"), agent.agent());
        cost(json.putObject("store"), agent.store());
        json.putObject("journal")
                .put("cores", agent.journal().cores())
                .put("cpuRatio", journalRatio())
                .put("writtenBytes", agent.journal().writtenBytes())
                .put("compressedBytes", agent.journal().compressedBytes())
                .put("lineBytes", agent.journal().lineBytes());
        latency(json.putObject("sourceToStoredMillis"), agent.sourceToStored());
        latency(json.putObject("receivedToStoredMillis"), agent.receivedToStored());
        latency(json.putObject("sourceToVerdictMillis"), agent.sourceToVerdict());
        latency(json.putObject("arrivalToVerdictMillis"), agent.arrivalToVerdict());
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    }

    private static void cost(ObjectNode json, Cost cost) {
        json.put("cores", cost.cores()).put("rssMiB", cost.rssMiB()).put("peakRssMiB", cost.peakRssMiB());
    }

    /** What was not measured is left out: JSON knows no NaN. */
    private static void latency(ObjectNode json, Percentiles latency) {
        json.put("count", latency.count());
        if (latency.count() > 0) {
            json.put("p50", latency.p50()).put("p99", latency.p99()).put("p999", latency.p999());
        }
    }
}
