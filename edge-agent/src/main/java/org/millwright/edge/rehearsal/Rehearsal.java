package org.millwright.edge.rehearsal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The maintenance stages of a configuration on readings from standard input: {@code nanos;machine;signal=value;…} a line, times
 * never falling, {@code bad} for a value that is not good. What is said goes to standard output, see {@link Findings}.
 */
@Command(name = "rehearsal", mixinStandardHelpOptions = true)
public final class Rehearsal implements Callable<Integer> {

    private static final int CANNOT_RUN = 2;
    private static final String BAD = "bad";

    @Option(names = "--config", required = true, description = "Configuration whose OPC UA sources name the signals.")
    private Path config = Path.of("");

    private final Map<String, Signal> signals = new HashMap<>();
    private final List<Reading> step = new ArrayList<>();
    private @Nullable Stages stages;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Rehearsal()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return switch (new ConfigReader().read(config)) {
            case ConfigReader.Result.Invalid invalid -> {
                invalid.problems().forEach(System.err::println);
                yield CANNOT_RUN;
            }
            case ConfigReader.Result.Valid valid -> run(valid.config());
        };
    }

    private int run(AgentConfig agent) throws IOException, InterruptedException {
        agent.sources().stream()
                .flatMap(source -> source instanceof OpcUaSourceConfig plc ? plc.signals().stream() : Stream.empty())
                .map(OpcUaSourceConfig.OpcUaSignal::signal)
                .forEach(signal -> signals.put(signal.machine().name() + "/" + signal.name(), signal));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
        try {
            long before = Long.MIN_VALUE;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = line.split(";", -1);
                long nanos = Long.parseLong(fields[0]);
                if (nanos != before && !step.isEmpty()) {
                    hand(agent, before, out);
                }
                before = nanos;
                take(fields, nanos);
            }
            if (!step.isEmpty()) {
                hand(agent, before, out);
            }
        } finally {
            if (stages != null) {
                stages.close();
            }
            out.flush();
        }
        return 0;
    }

    private void hand(AgentConfig agent, long nanos, PrintStream out) throws IOException, InterruptedException {
        Instant at = Instant.ofEpochSecond(0, nanos);
        if (stages == null) {
            stages = new Stages(agent, Files.createTempDirectory("rehearsal"), at, out);
        }
        stages.step(at, List.copyOf(step));
        step.clear();
    }

    private void take(String[] fields, long nanos) {
        for (int i = 2; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            String name = fields[1] + "/" + fields[i].substring(0, equals);
            Signal signal = Objects.requireNonNull(signals.get(name), () -> name + " is not in " + config);
            String value = fields[i].substring(equals + 1);
            step.add(
                    value.equals(BAD)
                            ? new Reading(signal, Value.MISSING, Reading.BAD_STATUS, nanos, nanos, nanos)
                            : new Reading(
                                    signal, new Value.Numeric(Double.parseDouble(value)), 0, nanos, nanos, nanos));
        }
    }
}
