package org.millwright.hardware.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Tensor;

/** What a bundle may take the place of. */
final class BundleWriterTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void folderThatHoldsSomethingElseIsLeftAsItIs() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "years of work");

        assertThat(BundleWriter.refusal(folder))
                .hasValueSatisfying(reason -> assertThat(reason).contains("notes.txt", "no bundle.json"));
        assertThatThrownBy(() -> write(folder, 1))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("notes.txt");
        assertThatThrownBy(() -> write(notes, 1))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("is no folder");

        assertThat(notes).hasContent("years of work");
    }

    @Test
    void olderBundleAndEmptyFolderAreReplacedAndNothingIsLeftBeside() throws IOException {
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        String first = write(bundle, 1).hash();
        Files.writeString(bundle.resolve("report.html"), "of the first");

        ModelBundle second = write(bundle, 2);

        assertThat(second.hash()).isNotEqualTo(first);
        assertThat(bundle.resolve("report.html")).doesNotExist();
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(bundle);
        }
    }

    private static ModelBundle write(Path out, long seed) throws IOException {
        Tensor input = new Tensor("x", List.of(1, 3));
        try (TrainableNetwork network =
                TrainableNetwork.create("small", List.of(new Layer.Linear(1)), input, "y", seed)) {
            return new BundleWriter(network, "1", "test", Map.of(), Map.of())
                    .golden("first", new float[] {1, 2, 3}, 1e-4)
                    .write(out);
        }
    }
}
