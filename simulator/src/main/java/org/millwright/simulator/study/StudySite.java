package org.millwright.simulator.study;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The agent's configuration for the study: what of it is chosen stands here and nowhere else. */
final class StudySite {

    private StudySite() {}

    @SuppressWarnings("InlineFormatString") // a file reads better in one piece
    private static final String FILE = """
            site: {enterprise: acme, site: ulm, area: study, line: lines}
            data: ./data
            sources:
              - opcua:
                  name: plant
                  endpoint: opc.tcp://127.0.0.1:1/nobody
                  security: None
                  machines:
            %s
            prognoses:
              - {kind: spindle, model: %s}
            conditions:
              - kind: spindle
                signals: [%s]
                window: 2h
                every: 2h
                normal: {learn: 24h, step: 3m, symptoms: [vibration-rms]}
              - kind: press
                signals: [%s]
                window: 2h
                every: 2h
                normal: {learn: 48h, step: 3m}
            """;

    static String yaml(int lines, Path model) {
        List<String> all = StudyMachine.signals(StudyLine.SPINDLE);
        String machines = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> machine("spindle", i, all) + machine("press", i, StudyMachine.signals(StudyLine.PRESS)))
                .collect(Collectors.joining());
        return FILE.formatted(
                machines,
                model.toAbsolutePath().normalize(),
                String.join(", ", all.subList(1, all.size())),
                String.join(", ", StudyMachine.signals(StudyLine.PRESS)));
    }

    private static String machine(String kind, int number, List<String> signals) {
        return "        - {name: %s-%d, kind: %s, prefix: \"nsu=urn:study;s=%s%d.\", signals: [%s]}%n"
                .formatted(
                        kind,
                        number,
                        kind,
                        kind,
                        number,
                        signals.stream()
                                .map(name -> "{name: %s, node: %s}".formatted(name, name))
                                .collect(Collectors.joining(", ")));
    }
}
