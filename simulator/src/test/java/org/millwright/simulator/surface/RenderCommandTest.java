package org.millwright.simulator.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RenderCommandTest {

    @TempDir
    Path folder;

    private final StringWriter complaints = new StringWriter();

    @Test
    void everyLabelledFileIsThereAndMasksMatchTheirBoxes() throws IOException {
        Path out = folder.resolve("set");
        assertThat(run("--parts", "40", "--seed", "3", "--out", out.toString())).isZero();
        List<String> lines = Files.readAllLines(out.resolve("labels.csv"));
        assertThat(lines).hasSize(41).first().isEqualTo("file,defect,kind,x,y,width,height");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSize(7);
            var picture = ImageIO.read(out.resolve(cells[0]).toFile());
            assertThat(picture.getWidth()).isEqualTo(Surface.SIZE);
            Path mask = out.resolve(cells[0].replace(".jpg", ".png"));
            if (cells[1].equals("false")) {
                assertThat(cells[0]).startsWith("good/");
                assertThat(mask).doesNotExist();
            } else {
                assertThat(cells[0]).startsWith(cells[2] + "/");
                assertThat(boundsOf(mask))
                        .isEqualTo(String.join(",", List.of(cells).subList(3, 7)));
            }
        }
    }

    @Test
    void folderWithOldPicturesIsRefused() throws IOException {
        Files.writeString(folder.resolve("old.txt"), "x");
        assertThat(run("--parts", "1", "--out", folder.toString())).isEqualTo(2);
        assertThat(complaints.toString()).contains("the folder is not empty; name a new one");
    }

    @Test
    void numbersOutOfRangeAreRefusedBeforeAnythingIsWritten() {
        Path out = folder.resolve("none");
        assertThat(run("--parts", "0", "--out", out.toString())).isEqualTo(2);
        assertThat(run("--parts", "5", "--defect-rate", "50", "--out", out.toString()))
                .isEqualTo(2);
        assertThat(complaints.toString())
                .contains("--parts=0: must be 1 to 10000000")
                .contains("defect rate is 50.0: must be 0 to 1");
        assertThat(out).doesNotExist();
    }

    private int run(String... arguments) {
        return new CommandLine(new RenderCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(complaints))
                .execute(arguments);
    }

    private static String boundsOf(Path mask) throws IOException {
        var raster = ImageIO.read(mask.toFile()).getRaster();
        byte[] values = new byte[Surface.SIZE * Surface.SIZE];
        for (int i = 0; i < values.length; i++) {
            int value = raster.getSample(i % Surface.SIZE, i / Surface.SIZE, 0);
            assertThat(value).isIn(0, 255);
            values[i] = (byte) value;
        }
        Box box = Layer.bounds(values).orElseThrow();
        return box.x() + "," + box.y() + "," + box.width() + "," + box.height();
    }
}
