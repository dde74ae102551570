package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noGroupIsPartedAndEachClassIsInAllThree(long seed) throws IOException {
        List<Example> all = new ArrayList<>();
        for (int group = 0; group < 30; group++) {
            for (int i = 0; i <= group % 5; i++) {
                String kind = group < 4 ? "dent" : group < 12 ? "crack" : "good";
                all.add(TestingExamples.example(kind, group + "-" + i, new byte[1024], group));
            }
        }

        Split split = Split.of(TestingExamples.of(all), LabelledRun.SHARES, seed);

        assertThat(split.shared()).isZero();
        assertThat(split.train().size()
                        + split.validation().size()
                        + split.test().size())
                .isEqualTo(all.size());
        for (List<Example> part : List.of(split.train(), split.validation(), split.test())) {
            assertThat(part.stream().map(Example::kind).distinct()).containsExactlyInAnyOrder("dent", "crack", "good");
        }
        assertThat((double) split.train().size() / all.size()).isBetween(0.5, 0.75);
    }

    @Test
    void goodPicturesOfWhatOthersShowADefectOfAreNotLearntFromButStillTested() {
        List<Example> mixed = List.of(
                TestingExamples.example("good", "faint", new byte[1024], 1),
                TestingExamples.example("dent", "plain", new byte[1024], 1),
                TestingExamples.example("good", "fine", new byte[1024], 2));

        Split split = new Split(mixed, mixed, mixed).withoutDoubtful();

        assertThat(split.train()).extracting(Example::name).noneMatch(name -> name.contains("faint"));
        assertThat(split.train()).hasSize(2);
        assertThat(split.validation()).isEqualTo(mixed);
        assertThat(split.test()).isEqualTo(mixed);
    }

    @Test
    void aClassThatShowsTooFewThingsIsNamed() {
        List<Example> all = new ArrayList<>(List.of(TestingExamples.example("dent", "only", new byte[1024], 99)));
        for (int i = 0; i < 9; i++) {
            all.add(TestingExamples.example("good", "" + i, new byte[1024], i));
        }
        assertThatThrownBy(() -> Split.of(TestingExamples.of(all), LabelledRun.SHARES, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("class dent has 1 pictures of 1 different things, at least 3")
                .hasMessageContaining("add pictures or move the folder away");
    }

    @Test
    void aGroupingFileSaysWhatBelongsTogether() throws IOException {
        Files.writeString(folder.resolve("tiles.csv"), "image,tile\ngood/0.jpg,a\ngood/1,a\ngood/2,b\ngood/77.jpg,c\n");
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            examples.add(TestingExamples.example("good", i + ".jpg", TestingExamples.blotches(i), i));
        }

        List<Example> grouped = Groups.assign(folder, examples, Optional.empty());

        assertThat(grouped.get(0).group()).isEqualTo(grouped.get(1).group());
        assertThat(Groups.count(grouped)).isEqualTo(3);
    }

    @Test
    void aGroupingFileOfOtherPicturesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("groups.csv"), "image,group\nelse/1.jpg,a\n");
        List<Example> examples = List.of(TestingExamples.example("good", "1.jpg", new byte[1024], 0));
        assertThatThrownBy(() -> Groups.assign(folder, examples, Optional.of(file)))
                .hasMessageContaining("names none of the pictures, such as good/1.jpg");
    }

    @Test
    void aPictureAndItsBrighterTwinAreOneGroupAndOthersAreNot() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] planes = TestingExamples.blotches(i);
            byte[] twin = planes.clone();
            for (int p = 0; p < twin.length; p++) {
                twin[p] = (byte) Math.min(255, (twin[p] & 0xFF) * 12 / 10 + 5 + p % 3);
            }
            examples.add(TestingExamples.example("good", i + "a", planes, 0));
            examples.add(TestingExamples.example("good", i + "b", twin, 0));
        }

        List<Example> grouped = Groups.assign(folder, examples, Optional.empty());

        assertThat(Groups.count(grouped)).isEqualTo(40);
        for (int i = 0; i < grouped.size(); i += 2) {
            assertThat(grouped.get(i).group()).isEqualTo(grouped.get(i + 1).group());
        }
    }
}
