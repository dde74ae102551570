package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionConfigTest {

    @TempDir
    Path folder;

    private static String plant(int machines, int signals) {
        String names = IntStream.range(0, signals)
                .mapToObj(i -> "{name: s" + i + ", node: S" + i + ", unit: bar}")
                .collect(Collectors.joining(", ", "[", "]"));
        String all = IntStream.range(0, machines)
                .mapToObj(i -> "        - {name: press-" + i + ", kind: press, prefix: \"nsu=urn:plc;s=P" + i
                        + ".\", signals: " + names + "}\n")
                .collect(Collectors.joining());
        return ConfigFile.SITE + """
                sources:
                  - opcua:
                      name: plant
                      endpoint: opc.tcp://127.0.0.1:4840/millwright
                      machines:
                """ + all;
    }

    @Test
    void whatAllMachinesTogetherLearnFromMustFitIntoMemory() {
        String month = "conditions: [{kind: press, normal: {learn: 744h, step: 10s}}]\n";

        assertThat(new ConfigFile(folder).problems(plant(1, 20) + month)).isEmpty();
        // 100 machines × 60 signals × 267,840 steps × 8 bytes.
        assertThat(new ConfigFile(folder).problems(plant(100, 60) + month))
                .singleElement()
                .asString()
                .contains("conditions", "would hold 12260 MiB", "is the limit", "longer steps");
    }
}
