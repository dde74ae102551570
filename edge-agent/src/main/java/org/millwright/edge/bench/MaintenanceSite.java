package org.millwright.edge.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.ValueType;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInput;

/**
 * A hall of like machines, each with all inputs of one model, a prognosis, features and learned behaviour; read from a
 * configuration file, as an agent has it.
 *
 * @param machines the signals of each: the model's axis first, then its other inputs, then as many more as asked for
 */
record MaintenanceSite(AgentConfig config, List<List<Signal>> machines) {

    private static final String KIND = "bench-machine";

    @SuppressWarnings("InlineFormatString") // a file reads better in one piece
    private static final String FILE = """
            site: {enterprise: acme, site: ulm, area: bench, line: hall-1}
            data: ./agent-data
            sources:
              - opcua:
                  name: hall
                  endpoint: opc.tcp://127.0.0.1:1/nobody
                  security: None
                  machines:
            %s
            prognoses:
              - {kind: %s, model: %s, stale-after: 24h}
            conditions:
              - kind: %s
                signals: [%s]
                window: 1m
                every: 10s
                normal: {learn: %ds, step: 1s}
            store: {influxdb: {url: "%s", version: 1, database: bench}}
            web: {host: 127.0.0.1, port: 0}
            """;

    /**
     * @param store takes what is written
     * @param learn seconds of readings to learn from
     */
    static MaintenanceSite write(
            Path folder, Path bundle, LifeContract contract, MaintenancePlan plan, URI store, int learn)
            throws IOException {
        List<String> names = new ArrayList<>(contract.inputNames());
        names.remove(contract.axis().input());
        names.addFirst(contract.axis().input());
        for (int i = names.size(); i < plan.signals(); i++) {
            names.add("beside-" + i);
        }
        String signals = names.stream()
                .map(name -> "{name: %s, node: %s}".formatted(name, name))
                .collect(Collectors.joining(", "));
        String machines = IntStream.range(0, plan.machines())
                .mapToObj(i -> "        - {name: %s, kind: %s, prefix: \"nsu=urn:bench;s=M%d.\", signals: [%s]}"
                        .formatted(name(i), KIND, i, signals))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(
                folder.resolve("agent.yaml"),
                FILE.formatted(
                        machines,
                        KIND,
                        bundle.toAbsolutePath(),
                        KIND,
                        String.join(", ", names.subList(1, names.size())),
                        learn,
                        store));
        return new MaintenanceSite(read(file), signals(contract, names, plan.machines()));
    }

    private static AgentConfig read(Path file) {
        return switch (new ConfigReader().read(file)) {
            case ConfigReader.Result.Valid valid -> valid.config();
            case ConfigReader.Result.Invalid invalid -> throw new BenchException(file + ": " + invalid.problems());
        };
    }

    private static List<List<Signal>> signals(LifeContract contract, List<String> names, int machines) {
        SitePath site = new SitePath("acme", "ulm", "bench", "hall-1");
        return IntStream.range(0, machines)
                .mapToObj(i -> new Machine(site, name(i), KIND))
                .map(machine -> names.stream()
                        .map(name -> new Signal(machine, name, ValueType.NUMBER, unit(contract, name)))
                        .toList())
                .toList();
    }

    private static String unit(LifeContract contract, String name) {
        return contract.inputs().stream()
                .filter(input -> input.name().equals(name))
                .map(LifeInput::unit)
                .findFirst()
                .orElse("");
    }

    private static String name(int machine) {
        return "machine-%03d".formatted(machine + 1);
    }
}
