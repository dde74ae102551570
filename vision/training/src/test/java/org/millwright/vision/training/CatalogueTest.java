package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.vision.training.Catalogue.Entry;

final class CatalogueTest {

    @TempDir
    Path folder;

    @Test
    void aFolderForEachClassIsReadWithMasksBesideThePictures() throws IOException {
        touch(
                "ok/1.bmp",
                "ok/2.JPG",
                "scratch/1.jpg",
                "scratch/1.png",
                "scratch/2.png",
                "scratch/2_mask.png",
                "notes.txt");

        Catalogue catalogue = Catalogue.read(folder);

        assertThat(catalogue.kinds()).containsExactly("ok", "scratch");
        assertThat(names(catalogue)).containsExactly("ok/1.bmp", "ok/2.JPG", "scratch/1.jpg", "scratch/2.png");
        assertThat(catalogue.entries().get(2).mask()).contains(folder.resolve("scratch/1.png"));
        assertThat(catalogue.entries().get(3).mask()).contains(folder.resolve("scratch/2_mask.png"));
    }

    @Test
    void masksMayLieInAFolderOfTheirOwn() throws IOException {
        touch("good/1.png", "dent/1.png", "masks/dent/1.png");

        Catalogue catalogue = Catalogue.read(folder);

        assertThat(names(catalogue)).containsExactly("dent/1.png", "good/1.png");
        assertThat(catalogue.entries().getFirst().mask()).contains(folder.resolve("masks/dent/1.png"));
    }

    @Test
    void theLayoutOfMvtecIsKnown() throws IOException {
        touch(
                "train/good/000.png",
                "test/good/000.png",
                "test/crack/000.png",
                "ground_truth/crack/000_mask.png",
                "license.txt");

        Catalogue catalogue = Catalogue.read(folder);

        assertThat(names(catalogue)).containsExactly("train/good/000.png", "test/crack/000.png", "test/good/000.png");
        assertThat(catalogue.entries().get(1).mask()).contains(folder.resolve("ground_truth/crack/000_mask.png"));
    }

    @Test
    void picturesWithoutAFolderAreGoodParts() throws IOException {
        touch("1.jpg", "2.jpg");
        assertThat(Catalogue.read(folder).kinds()).containsExactly("good");
    }

    @Test
    void aFolderWithoutPicturesIsRefusedWithTheLayoutThatIsWanted() throws IOException {
        touch("readme.txt");
        assertThatThrownBy(() -> Catalogue.read(folder))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("holds no pictures")
                .hasMessageContaining("a folder for each class");
    }

    @Test
    void theGoodClassIsFoundByItsNameOrItsBlackMasks() throws IOException {
        assertThat(Good.among(List.of("Crack", "OK"), "", List.of())).contains("OK");
        assertThat(Good.among(List.of("a", "b"), "", List.of("b"))).contains("b");
        assertThat(Good.among(List.of("a", "b"), "a", List.of("b"))).contains("a");
        assertThat(Good.among(List.of("a", "b"), "", List.of())).isEmpty();
        assertThatThrownBy(() -> Good.among(List.of("a", "b"), "c", List.of())).hasMessageContaining("only [a, b]");
    }

    private static List<String> names(Catalogue catalogue) {
        return catalogue.entries().stream().map(Entry::name).toList();
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.createFile(file);
        }
    }
}
