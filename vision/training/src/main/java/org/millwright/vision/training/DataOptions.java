package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What the commands say about the pictures. */
final class DataOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Pictures (JPEG, PNG, BMP): a folder for each class, such as good/ and scratch/, with masks of the"
                            + " same name as *.png or *_mask.png where there are any; or the layout of MVTec AD.")
    private Path data = Path.of("");

    @Option(
            names = "--good",
            paramLabel = "CLASS",
            defaultValue = "",
            description =
                    "The class of the good parts; found by its name, or by its black masks, where it is not given.")
    private String good = "";

    @Option(
            names = "--group",
            paramLabel = "FILE",
            description =
                    "CSV with a header: picture, and what it shows; pictures of the same thing are never parted between"
                            + " training and test. Where it is not given: such a file in the folder, else pictures that look alike.")
    private Optional<Path> group = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "",
            description =
                    "What the network sees, multiples of 32; found from the pictures where it is not given, 224x224 in"
                            + " area at most.")
    private String size = "";

    @Option(
            names = "--tiles",
            paramLabel = "WHEN",
            defaultValue = "found",
            description =
                    "Whether pictures keep their scale, and the network sees overlapping tiles of them: always, never, or as"
                            + " found best (where there are masks, and the pictures differ in size). Default: ${DEFAULT-VALUE}.")
    private Tiles tiles = Tiles.FOUND;

    Path data() {
        return data;
    }

    /** The class of the good parts; empty where it is not named. */
    String good() {
        return good;
    }

    /** All pictures, in groups; {@code console} gets a line for each that is left out, and one about what was found. */
    Examples read(boolean goodOnly, Consumer<String> console) throws IOException {
        if (group.isPresent() && !Files.isRegularFile(group.get())) {
            throw new IOException("--group=" + group.get() + ": no such file");
        }
        Catalogue catalogue = Catalogue.read(data);
        Examples read = Examples.read(
                catalogue,
                new Examples.Options(good, PictureSize.parse(size), goodOnly ? Tiles.NEVER : tiles),
                console);
        Examples grouped = read.with(Groups.assign(data, read.all(), group));
        Examples examples = Groups.areTold(data, group) ? grouped.inToldGroups() : grouped;
        console.accept(
                examples.all().size() + " pictures, " + examples.leftOut().size() + " left out; classes "
                        + examples.kinds()
                        + examples.good().map(kind -> ", good is " + kind).orElse(", none of them good")
                        + "; the network sees " + examples.shape()
                        + (examples.shape().tiles(examples.all()) ? ", tiles of them" : ""));
        return examples;
    }
}
