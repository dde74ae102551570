package org.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.web.LastParts;
import org.millwright.edge.web.WebServer;
import picocli.CommandLine;

/** {@code ./millwright condition …}, to an agent's own web server. */
final class ConditionCommandsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private int run(Object... arguments) {
        said.reset();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new CommandLine(new ConditionCommands(out, out)).execute(words);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private WebServer agent(Optional<Secret> token) {
        WebServer server = new WebServer(
                new WebConfig("127.0.0.1", 0, token),
                () -> {
                    throw new AssertionError("nobody asked for the status");
                },
                List::of,
                new LastParts(),
                Optional.empty(),
                Optional.of((machine, by, why) -> {
                    if (!machine.equals("press 1")) {
                        throw new IllegalArgumentException("there is no machine " + machine);
                    }
                    asked.add(machine + ", " + by + ": " + why);
                }));
        server.start();
        return server;
    }

    private Path config(String web) throws IOException {
        return Files.writeString(folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: machining, line: line-1}
                sources:
                  - camera: {name: eye, url: http://127.0.0.1:1/x, login: {user: a, password-env: NOT_SET_ANYWHERE}}
                web: {%s}
                """.formatted(web));
    }

    @Test
    void aMachineIsLearnedAnewByTheAgentThatRunsOnTheFile() throws IOException {
        try (WebServer agent = agent(Optional.empty())) {
            Path file = config("port: " + agent.address().getPort());
            assertThat(run("relearn", file, "press 1", "--why", "a new tool", "--by", "Ann"))
                    .isZero();
            assertThat(said()).contains("press 1 is learned anew; what was learned before judges until that is done");
            assertThat(run("relearn", file, "press 1", "--why", "another tool")).isZero();
        }
        assertThat(asked)
                .containsExactly(
                        "press 1, Ann: a new tool", "press 1, " + System.getProperty("user.name") + ": another tool");
    }

    @Test
    void theTokenIsTakenFromWhereTheFileSaysAndWhoHasNoneIsRefusedInWords() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "a-token-of-some-length");
        try (WebServer agent = agent(Optional.of(new Secret("a-token-of-some-length")))) {
            String port = "port: " + agent.address().getPort();
            assertThat(run("relearn", config(port), "press 1", "--why", "a new tool"))
                    .isEqualTo(1);
            assertThat(said()).contains("refused: changes need the header Authorization");
            Path file = config(port + ", token-file: " + token);
            assertThat(run("relearn", file, "press 1", "--why", "a new tool")).isZero();
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneSentence() throws IOException {
        Path file;
        try (WebServer agent = agent(Optional.empty())) {
            file = config("port: " + agent.address().getPort());
            assertThat(run("relearn", file, "press/2", "--why", "a new tool")).isEqualTo(1);
            assertThat(said()).contains("refused: there is no machine press/2");
            assertThat(run("relearn", file, "press 1")).isEqualTo(CommandLine.ExitCode.USAGE);
        }
        assertThat(run("relearn", file, "press 1", "--why", "a new tool")).isEqualTo(1);
        assertThat(said()).contains("no agent answers at http://127.0.0.1:").contains("start it");
        assertThat(run("relearn", config("port: 0"), "press 1", "--why", "a new tool"))
                .isEqualTo(1);
        assertThat(said()).contains("write --page with the address");
        assertThat(run("relearn", config("prot: 1"), "press 1", "--why", "a new tool"))
                .isEqualTo(2);
        assertThat(asked).isEmpty();
    }
}
