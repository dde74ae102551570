package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.ConfigReader.Result;

class YamlFileTest {

    @TempDir
    Path folder;

    private List<String> problems(String text) {
        return new ConfigFile(folder).problems(text);
    }

    private List<String> problemsOf(Path path) {
        Result result = new ConfigReader(_ -> null).read(path);
        assertThat(result).isInstanceOf(Result.Invalid.class);
        return ((Result.Invalid) result)
                .problems().stream().map(Problem::toString).toList();
    }

    @Test
    void aFileThatIsMissingAFolderOrNotReadableIsSaidInOneSentence() throws Exception {
        assertThat(problemsOf(folder.resolve("none.yaml")))
                .singleElement()
                .asString()
                .contains("there is no such file");
        assertThat(problemsOf(folder)).singleElement().asString().contains("is a folder");
        Path secret = Files.writeString(folder.resolve("secret.yaml"), "site: {}");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();
        assertThat(problemsOf(secret)).singleElement().asString().contains("may not be read");
    }

    @Test
    void anEmptyFileAListAndOtherTextAreNotConfigurations() {
        assertThat(problems("")).singleElement().asString().contains("is empty");
        assertThat(problems("# only a comment\n")).singleElement().asString().contains("is empty");
        assertThat(problems("- a\n- b\n")).singleElement().asString().contains("agent.yaml:1: is not a map");
        assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("more than one YAML document");
    }

    @Test
    void syntaxErrorsNameTheLineAndATabIsCalledATab() {
        assertThat(problems("site:\n\tenterprise: acme\n"))
                .singleElement()
                .asString()
                .contains(":2:", "a tab");
        assertThat(problems("site: {enterprise: acme\n"))
                .singleElement()
                .asString()
                .contains("agent.yaml:");
        assertThat(problems("a: b: c\n")).singleElement().asString().contains(":1:", "colon");
        assertThat(problems("a: @x\n")).singleElement().asString().contains(":1:", "quote the text");
        assertThat(problems("a: *x\n")).singleElement().asString().contains(":1:", "anchor");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsLine() throws Exception {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "a: 1\nsite: {site: München}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problemsOf(file)).singleElement().asString().contains(":2: is not UTF-8");
    }

    @Test
    void aHugeFileADeepOneAndAnAliasBombAreRefusedQuickly() throws Exception {
        Path huge = folder.resolve("huge.yaml");
        Files.writeString(huge, "# padding padding padding padding\n".repeat(600_000));
        assertThat(problemsOf(huge)).singleElement().asString().contains("is larger than 16 MiB");
        assertThat(problems("a: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nested deeper");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1) + " ";
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(",", java.util.Collections.nCopies(10, alias))));
        }
        assertThat(problems(bomb.toString())).singleElement().asString().contains("holds more than");
        assertThat(problems("a: &a [*a ]\n")).singleElement().asString().contains("contain themselves");
    }

    @Test
    void anAnchorMayBeUsedForWhatRepeats() {
        assertThat(problems(ConfigFile.SITE + """
                        sources:
                          - opcua:
                              name: plant
                              endpoint: opc.tcp://127.0.0.1
                              login: &login {user: operator, password-env: PLANT_PASSWORD}
                              machines: [{name: m, kind: k, browse: "i=85"}]
                          - mqtt: {name: b, broker: "tcp://h", login: *login , machines: []}
                        """)).isEmpty();
    }

    @Property(tries = 300)
    void noTextMakesTheReaderThrow(@ForAll String text) throws Exception {
        Path dir = Files.createTempDirectory("config");
        try {
            assertThat(new ConfigFile(dir).read(text)).isInstanceOf(Result.Invalid.class);
        } finally {
            Files.deleteIfExists(dir.resolve("agent.yaml"));
            Files.delete(dir);
        }
    }
}
