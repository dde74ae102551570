package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millwright.edge.config.OpcUaSourceConfig.Login;

class ConfigProblemsTest {

    private static final String PLANT = ConfigFile.SITE + """
            sources:
              - opcua:
                  name: plant
                  endpoint: opc.tcp://127.0.0.1:4840/millwright
                  machines:
                    - name: press-1
                      kind: press
                      signals:
                        - {name: oil-temperature, node: "nsu=urn:plc;s=T"}
            """;

    @TempDir
    Path folder;

    private List<String> problems(String text) {
        return new ConfigFile(folder).problems(text);
    }

    @Test
    void everyProblemIsReportedAtOnceWithLineKeyValueAndRemedy() {
        assertThat(problems("""
                        site: {enterprise: acme, site: ulm, area: machining}
                        sources:
                          - opcua:
                              name: plant
                              endpoint: http://127.0.0.1:4840
                              sampling: 25h
                              publishing: 100
                              queue-size: many
                              machines:
                                - name: press 1
                                  kind: Press
                                  signals:
                                    - {name: a, node: "s=", unti: bar}
                                    - {name: b, type: nubmer}
                        web: {port: 99999}
                        """))
                .containsExactly(
                        "agent.yaml:1: site.line: is missing; write letters, digits, - _ and . without spaces, such as press-1",
                        "agent.yaml:5: sources[0].opcua.endpoint=http://127.0.0.1:4840: must begin with opc.tcp://;"
                                + " write an address such as opc.tcp://192.168.0.10:4840/path",
                        "agent.yaml:6: sources[0].opcua.sampling=25h: must be from 0ms to 24h;"
                                + " write a duration such as 100ms, or 0ms for every change",
                        "agent.yaml:7: sources[0].opcua.publishing=100: has no unit; write a duration such as 100ms",
                        "agent.yaml:8: sources[0].opcua.queue-size=many: is not a whole number;"
                                + " write how many values the server keeps, such as 10",
                        "agent.yaml:10: sources[0].opcua.machines[0].name=press 1: is not a name: it may hold letters, digits,"
                                + " - _ and . only, and begins with a letter or digit;"
                                + " write letters, digits, - _ and . without spaces, such as press-1",
                        "agent.yaml:11: sources[0].opcua.machines[0].kind=Press: is not a kind of machine: it may hold small"
                                + " letters, digits, - and _ only, at most 100, and begins with a letter;"
                                + " write small letters, digits and -, such as press",
                        "agent.yaml:13: sources[0].opcua.machines[0].signals[0].node=s=: has an empty string after s=;"
                                + " write a NodeId such as \"nsu=urn:my:plc;s=Press.OilTemperature\"",
                        "agent.yaml:13: sources[0].opcua.machines[0].signals[0].unti=bar: is not a key here; did you mean unit?",
                        "agent.yaml:14: sources[0].opcua.machines[0].signals[1].type=nubmer: is not known here;"
                                + " it may be number, whole, flag or text; did you mean number?",
                        "agent.yaml:14: sources[0].opcua.machines[0].signals[1].node: is missing;"
                                + " write a NodeId such as \"nsu=urn:my:plc;s=Press.OilTemperature\"",
                        "agent.yaml:15: web.port=99999: must be from 0 to 65535; write a port such as 8080, or 0 for any free one");
    }

    @Test
    void aSamplingOfZeroAsksForEveryChangeAndHasRoomForTwoEachMillisecond() {
        AgentConfig config = new ConfigFile(folder).valid(PLANT + "      sampling: 0ms\n");
        OpcUaSourceConfig plant = (OpcUaSourceConfig) config.sources().getFirst();
        assertThat(plant.signals())
                .singleElement()
                .extracting(OpcUaSourceConfig.OpcUaSignal::sampling)
                .isEqualTo(new OpcUaSourceConfig.Sampling(Duration.ZERO, 200));
    }

    @Test
    void aPasswordInTheFileIsRefusedAndNeverRepeated() {
        String login = PLANT + "      login: {user: operator, %s}\n";
        for (String wrong : List.of(
                "password: hunter2",
                "pasword: hunter2",
                "passwort-env: hunter2",
                "password-env: hunter-2",
                "password-env: {a: hunter2}",
                "password: [hunter2]")) {
            assertThat(String.join("\n", problems(login.formatted(wrong))))
                    .as(wrong)
                    .contains("agent.yaml:11: sources[0].opcua.login.")
                    .contains("password-env")
                    .doesNotContain("hunter");
        }
        assertThat(String.join("\n", problems(PLANT + "      login: operator:hunter2\n")))
                .contains("must be a map")
                .doesNotContain("hunter2");
        assertThat(String.join("\n", problems(PLANT + "      login: {user: operator, password-env: *hunter2 }\n")))
                .contains("agent.yaml:11:")
                .doesNotContain("hunter2");
    }

    @Test
    void aUserInAnAddressIsRefusedAndNotRepeated() {
        assertThat(problems(ConfigFile.SITE + """
                        sources:
                          - mqtt: {name: energy, broker: "tcp://operator:hunter2@10.0.0.1:1883", machines: []}
                        """))
                .singleElement()
                .asString()
                .contains("broker=tcp://***@10.0.0.1:1883: holds a user name or password", "password-env")
                .doesNotContain("hunter2");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        assertThat(problems(PLANT + "      login: {user: operator, password-env: NO_SUCH}\n"))
                .containsExactly(
                        "agent.yaml:11: sources[0].opcua.login.password-env=NO_SUCH: this environment variable is"
                                + " not set; set it for the process, such as: export NO_SUCH=…");
    }

    @Test
    void aPasswordComesFromAFileBesideTheConfigurationWithoutItsLineBreak() throws Exception {
        Files.writeString(folder.resolve("plant.secret"), "näh-öl\n");

        AgentConfig config =
                new ConfigFile(folder).valid(PLANT + "      login: {user: operator, password-file: plant.secret}\n");

        Login.User login = (Login.User) ((OpcUaSourceConfig) config.sources().getFirst()).login();
        assertThat(login.password().reveal()).isEqualTo("näh-öl");
        assertThat(config.toString()).doesNotContain("näh-öl");
        assertThat(problems(PLANT + "      login: {user: operator, password-file: nowhere.secret}\n"))
                .singleElement()
                .asString()
                .contains("password-file=nowhere.secret: there is no such file");
    }

    @Test
    void referencesToWhatDoesNotExistAreReported() throws Exception {
        new ConfigFile(folder).withModels();
        assertThat(problems(PLANT + """
                        inspections:
                          - {station: station-1, camera: plnt, model: models/surface}
                          - {station: station-1, camera: plant, model: models/surfaces}
                        prognoses:
                          - {machine: pres-1, model: models/bearing}
                          - {machine: press-1, model: models/bearing, inputs: {t: oil-temprature}}
                          - {kind: pres, model: models/bearing}
                        conditions:
                          - {kind: press, signals: [oil-temprature], window: 1h, every: 10s}
                          - {machine: press-1, evry: 1m, normal: {regime: {signals: [spead], most: 11}}}
                        advice:
                          zone: Europe/Viena
                          shifts: [{days: mon-fry, from: "06:00", until: 6}]
                          plan: [{machine: pres-1, from: "2027-01-11T06:00", until: "2027-01-11T05:00"}]
                        outputs:
                          allow:
                            - {source: plont, node: "ns=2;i=5"}
                            - {source: plant, topic: a/b}
                        """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(":12:", "camera=plnt: there is no source", "did you mean plant?"),
                        line -> assertThat(line).contains(":13:", "camera=plant: is not a source of the kind camera"),
                        line -> assertThat(line).contains(":13:", "model=models/surfaces: there is no such folder"),
                        line -> assertThat(line).contains(":13:", "station=station-1: is inspected already (line 12)"),
                        line -> assertThat(line).contains(":15:", "machine=pres-1: there is no machine", "press-1?"),
                        line -> assertThat(line).contains(":16:", "has no signal oil-temprature", "oil-temperature?"),
                        line -> assertThat(line)
                                .contains(":17:", "kind=pres: there is no machine of this kind", "press?"),
                        line -> assertThat(line).contains(":19:", "every=10s: must be from a 60th of the window"),
                        line -> assertThat(line).contains(":19:", "signals[0]=oil-temprature", "oil-temperature?"),
                        line -> assertThat(line).contains(":20:", "most=11: ", "1 for one normal"),
                        line -> assertThat(line).contains(":20:", "evry=1m: is not a key here", "every?"),
                        line -> assertThat(line).contains(":20:", "regime.signals names spead", "are learned"),
                        line -> assertThat(line)
                                .contains(":20:", "machine=press-1: press-1 is watched already (line 19)"),
                        line -> assertThat(line).contains(":22:", "zone=Europe/Viena: cannot be read", "Europe/Vienna"),
                        line -> assertThat(line).contains(":23:", "days=mon-fry: names no days", "mon-fri"),
                        line -> assertThat(line).contains(":23:", "until=6: cannot be read", "06:00"),
                        line -> assertThat(line).contains(":24:", "machine=pres-1", "press-1?"),
                        line -> assertThat(line).contains(":24:", "until=2027-01-11T05:00: is not after from"),
                        line -> assertThat(line).contains(":27:", "source=plont: there is no source", "plant?"),
                        line -> assertThat(line).contains(":28:", "source=plant: is not a source of the kind mqtt"));
    }

    @Test
    void namesAndKeysMayNotBeGivenTwice() {
        String twice = PLANT + """
                        - {name: oil-temperature, node: "i=85"}
                        - {name: x, name: y, node: "i=85"}
              - opcua:
                  name: plant
                  endpoint: opc.tcp://other
                  machines:
                    - {name: press-1, kind: robot, browse: "i=85"}
            """;
        assertThat(problems(twice))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":11:", "press-1 has this signal already (line 10)"),
                        line -> assertThat(line).contains(":12:", "name=y: is given twice (first in line 12)"),
                        line -> assertThat(line).contains(":14:", "another source has this name (line 4)"),
                        line -> assertThat(line).contains(":17:", "kind=robot: press-1 is a press in line 7"));
    }

    @Test
    void aReleaseWhoseNodesMayNotBeWrittenIsRefused() {
        new ConfigFile(folder).withModels();
        String text = PLANT.replace("sources:\n", "sources:\n  - camera: {name: eye, url: http://c/x}\n") + """
                inspections:
                  - {station: s, camera: eye, model: models/surface, release: {source: plant, prefix: "nsu=urn:plc;s=S."}}
                """;
        assertThat(problems(text))
                .singleElement()
                .asString()
                .contains("would write nsu=urn:plc;s=S.VerdictPartId", "outputs.allow does not name");
        assertThat(problems(text + """
                        outputs:
                          allow:
                            - {source: plant, prefix: "nsu=urn:plc;s=S.", nodes: [VerdictPartId, VerdictSequence, VerdictGood, VerdictReady, Heartbeat]}
                        """)).isEmpty();
    }

    @Test
    void aCamerasLoginTakesItsPasswordFromTheEnvironment() {
        String text = ConfigFile.SITE + """
                sources:
                  - camera: {name: eye, url: http://c/x, login: {user: %s, password-env: PLANT_PASSWORD}}
                """;
        assertThat(problems(text.formatted("\"a:b\"")))
                .anySatisfy(line -> assertThat(line).contains("login.user=a:b: has a colon", "write user: NAME"));
        CameraSourceConfig camera = (CameraSourceConfig) new ConfigFile(folder)
                .valid(text.formatted("operator"))
                .sources()
                .getFirst();
        assertThat(camera.toString()).contains("operator").doesNotContain("open-sesame");
    }

    @Test
    void aReleaseThroughABrokerNamesTwoTopicsThatMayBeWritten() {
        new ConfigFile(folder).withModels();
        String text = PLANT.replace("sources:\n", """
                sources:
                  - camera: {name: eye, url: http://c/x}
                  - mqtt: {name: energy, broker: "tcp://127.0.0.1:1883", machines: [{name: m, kind: meter, signals: [{name: a, topic: a/b}]}]}
                """) + """
                inspections:
                  - {station: s, camera: eye, model: models/surface, release: {source: energy, %s}}
                """;
        String topics = "topic: line/verdict, heartbeat-topic: line/alive";
        assertThat(problems(text.formatted(topics + ", heartbeat-every: 20s, busy: x")))
                .anySatisfy(line -> assertThat(line).contains("heartbeat-every=20s: must be from 10ms to 10s"))
                .anySatisfy(line -> assertThat(line).contains("release.busy=x: is not a key here"))
                .anySatisfy(line -> assertThat(line)
                        .contains("would write line/verdict and line/alive, which outputs.allow does not name")
                        .contains("{source: energy, topic: …}"));
        String allowed = text + """
                outputs:
                  allow: [{source: energy, topic: line/verdict}, {source: energy, topic: line/alive}]
                """;
        assertThat(problems(allowed.formatted("topic: line/verdict, heartbeat-topic: line/verdict")))
                .singleElement()
                .asString()
                .contains("is the topic of the verdicts too; give the heartbeat one of its own");
        assertThat(problems(allowed.formatted("topic: line/+")))
                .anySatisfy(line -> assertThat(line).contains("topic=line/+: must be one topic"))
                .anySatisfy(line -> assertThat(line).contains("heartbeat-topic: is missing"));
        AgentConfig config = new ConfigFile(folder).valid(allowed.formatted(topics));
        assertThat(config.inspections().getFirst().release())
                .contains(
                        new ReleaseConfig.Announcement("energy", "line/verdict", "line/alive", Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plant/+/state                  |
            plant/{machine}/state          |
            plant/#                        | has a # level
            plant/m{machine}/state         | has a placeholder that is not {machine}
            plant/{machin}/state           | has a placeholder that is not {machine}
            {machine}/{machine}            | has {machine} more than once
            a/b+                           | has a + that is not a whole level
            """)
    void topicsAreChecked(String topic, String fault) {
        String text = ConfigFile.SITE + """
                sources:
                  - mqtt:
                      name: energy
                      broker: tcp://127.0.0.1
                      machines:
                        - {name: m, kind: meter, topic: "%s", signals: [{name: p, value: /p}]}
                """.formatted(topic);
        if (fault == null) {
            assertThat(problems(text)).isEmpty();
        } else {
            assertThat(problems(text)).singleElement().asString().contains(":7:", "topic=" + topic, fault);
        }
    }

    @Test
    void mqttSaysWhatDoesNotFitTogether() {
        assertThat(problems(ConfigFile.SITE + """
                        sources:
                          - mqtt:
                              name: energy
                              broker: tcp://127.0.0.1:1883
                              version: 4
                              tls: {ca: ca.pem}
                              machines:
                                - {name: m, kind: meter, signals: [{name: p, value: power}, {name: q, metric: a}]}
                        """))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":5:", "is not encrypted, and tls: is given", "ssl://"),
                        line -> assertThat(line).contains(":6:", "version=4: is not known here; it may be 5 or 3.1.1"),
                        line -> assertThat(line).contains(":7:", "tls.ca=ca.pem: there is no such file"),
                        line -> assertThat(line).contains(":9:", "topic: is missing"),
                        line -> assertThat(line).contains(":9:", "value=power: is not a JSON pointer"),
                        line -> assertThat(line).contains(":9:", "metric=a: is for a Sparkplug machine"));
    }

    @Test
    void whatAnMqttSessionKeepsIsChecked() {
        assertThat(problems(ConfigFile.SITE + """
                        sources:
                          - mqtt:
                              name: energy
                              broker: tcp://127.0.0.1
                              session-expiry: 7 days
                              receive-maximum: 0
                              sparkplug-reorder: 2m
                              machines: [{name: m, kind: meter, signals: [{name: p, topic: a}]}]
                        """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(":6:", "session-expiry=7 days: is not a duration", "168h, or 0s"),
                        line -> assertThat(line).contains(":7:", "receive-maximum=0: must be from 1 to 65535", "2000"),
                        line -> assertThat(line).contains(":8:", "sparkplug-reorder=2m: must be from 0ms to 1m"));
        AgentConfig config = new ConfigFile(folder, Map.of()).valid(ConfigFile.SITE + """
                        sources:
                          - mqtt:
                              name: energy
                              broker: tcp://127.0.0.1
                              session-expiry: 0s
                              receive-maximum: 65535
                              sparkplug-reorder: 500ms
                              machines: [{name: m, kind: meter, signals: [{name: p, topic: a}]}]
                        """);
        assertThat(config.sources()).singleElement().isInstanceOfSatisfying(MqttSourceConfig.class, mqtt -> {
            assertThat(mqtt.session()).isEqualTo(new MqttSourceConfig.Session(Duration.ZERO, 65_535));
            assertThat(mqtt.sparkplugReorder()).isEqualTo(Duration.ofMillis(500));
        });
    }

    @Test
    void theStoreTakesItsTokenFromTheEnvironment() {
        AgentConfig config = new ConfigFile(folder, Map.of("STORE_TOKEN", "t0ken"))
                .valid(PLANT
                        + "store: {influxdb: {url: 'http://h:8086', org: o, bucket: b, token-env: STORE_TOKEN}}\n");

        assertThat(config.store()).isInstanceOfSatisfying(StoreConfig.InfluxV2.class, store -> {
            assertThat(store.token().reveal()).isEqualTo("t0ken");
        });
        assertThat(problems(PLANT + "store: {influxdb: {url: 'http://h:8086', org: o, token: t0ken}}\n"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("bucket: is missing"),
                        line -> assertThat(line).contains("token=***: is written in the file", "token-env"));
        assertThat(problems(PLANT + "store: {embedded: {port: 8080}}\n"))
                .singleElement()
                .asString()
                .contains("store: has port 8080, which the page has too");
    }

    @Test
    void whatTheStoreKeepsIsChecked() {
        assertThat(problems(PLANT + """
                        store:
                          embedded:
                            keep: {default: 12h, minutes: 0d, tables: {pres: 90d, gone: 9d, verdict: 40000d}, weeks: 1d}
                            floor: 2
                        """))
                .containsExactly(
                        "agent.yaml:13: store.embedded.keep.default=12h: is not a number of days;"
                                + " write whole days such as 365d",
                        "agent.yaml:13: store.embedded.keep.minutes=0d: must be from 1d to 36500d;"
                                + " write whole days such as 365d",
                        "agent.yaml:13: store.embedded.keep.tables.pres=90d: is not a kind of machine here;"
                                + " did you mean press?",
                        "agent.yaml:13: store.embedded.keep.tables.verdict=40000d: must be from 1d to 36500d;"
                                + " write whole days such as 365d",
                        "agent.yaml:13: store.embedded.keep.weeks=1d: is not a key here;"
                                + " the keys here are default, minutes, hours and tables",
                        "agent.yaml:14: store.embedded.floor=2: is not a size (MiB or GiB);"
                                + " write a size such as 2GiB, or 0MiB for none");
    }

    @Test
    void aKindThatEndsAsTheSummariesDoIsRefused() {
        assertThat(problems(PLANT.replace("kind: press", "kind: press_1m")))
                .singleElement()
                .asString()
                .contains("ends in _1m or _1h, as the store's summaries do");
    }
}
