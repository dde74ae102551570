package org.millwright.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulatorMainTest {

    @TempDir
    Path folder;

    private record Ended(int code, String said) {}

    private static Ended execute(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = SimulatorMain.commandLine();
        line.setErr(new PrintWriter(err));
        return new Ended(line.execute(arguments), err.toString().strip());
    }

    @Test
    void takenPortIsOneSentenceWithTheOptionAndNothingIsLeftBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path data = folder.resolve("data");
            Ended ended = execute(
                    "run",
                    "--anonymous",
                    "--opcua-port=0",
                    "--mqtt-port=0",
                    "--truth-port=0",
                    "--camera-port=" + taken.getLocalPort(),
                    "--data=" + data);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.said())
                    .contains("camera port " + taken.getLocalPort())
                    .contains("choose another with --camera-port")
                    .doesNotContain("\n");
            assertThat(data.resolve("opcua")).doesNotExist();
        }
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Ended ended = execute("load", "--anonymous", "--opcua-port=0", "--data=" + file);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("--data=" + file).contains("choose another folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --anonymous --opcua-port=0 --mqtt-port=0 --camera-port=0 --truth-port=0 --speed=0 | speed 0.0",
                "run --anonymous --opcua-port=0 --mqtt-port=0 --camera-port=0 --truth-port=0 --defect-rate=2 | defect rate 2.0: must be 0",
                "run --anonymous --opcua-port=0 --mqtt-port=0 --camera-port=0 --truth-port=0 --part-every=300ms | longer than the station deadline",
                "run --part-every=soon | write 500us, 50ms, 1.5s, 2min or 1h",
                "run --wear-acceleration=0 | must be 1 to 36000",
                "run --password-env=MILLWRIGHT_SURELY_NOT_SET | set the environment variable MILLWRIGHT_SURELY_NOT_SET",
                "run --opcua-port=70000 --anonymous | --opcua-port=70000: must be 0",
                "load --signals=0 | --signals=0: must be 1",
                "load --period=0ms | --period=0ms: must be at least 1ms",
                "replay --every=0ms --data=x | --every=0ms: must be at least 1ms",
                "replay | --data",
                "histories --runs=0 --out=x | --runs=0: must be 1",
                "render --out=x | --parts",
                "polish | polish"
            })
    void badOptionIsNamedWithItsLimitAndEndsWithCodeTwo(String command, String said) {
        String[] arguments = (command.startsWith("run") ? command + " --data=" + folder : command).split(" ");
        Ended ended = execute(arguments);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains(said);
    }

    @Test
    void historiesWritesACsvABearingAndTheSameForTheSameSeed() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        assertThat(execute("histories", "--runs=2", "--seed=9", "--out=" + one).code())
                .isZero();
        assertThat(execute("histories", "--runs=2", "--seed=9", "--out=" + other)
                        .code())
                .isZero();
        List<String> lines = Files.readAllLines(one.resolve("run-0001.csv"));
        assertThat(lines.getFirst())
                .isEqualTo("operating-hours,speed,load,vibration-rms,bearing-temperature,power,remaining-hours");
        assertThat(lines.size()).isGreaterThan(60);
        assertThat(lines).isEqualTo(Files.readAllLines(other.resolve("run-0001.csv")));
        assertThat(lines).isNotEqualTo(Files.readAllLines(one.resolve("run-0000.csv")));
    }
}
