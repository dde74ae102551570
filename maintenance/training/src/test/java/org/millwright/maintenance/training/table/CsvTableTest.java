package org.millwright.maintenance.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.training.study.CannotTrain;

/** Comma-separated values as plants and spreadsheets write them. */
final class CsvTableTest {

    @Test
    void byteOrderMarkQuotesAndEmptyCellsAreUnderstood() {
        Table table =
                read("\uFEFFmachine,\"torque [Nm]\",mode\r\n\"press, left\",4.5,worn\r\n\"say \"\"B\"\"\",,ok\r\n");
        assertThat(table.columns()).containsExactly("machine", "torque [Nm]", "mode");
        assertThat(table.rows()).containsExactly(List.of("press, left", "4.5", "worn"), List.of("say \"B\"", "", "ok"));
        assertThat(table.number(0, table.column("torque [Nm]"))).isEqualTo(4.5);
        assertThat(table.number(1, 1)).isNaN();
    }

    @Test
    void semicolonsAndTabsAreFoundByTheFirstLine() {
        assertThat(read("a;b\n1;2\n").columns()).containsExactly("a", "b");
        assertThat(read("a\tb\n1\t2\n").columns()).containsExactly("a", "b");
    }

    @Test
    void commaIsTheDecimalSignBetweenSemicolonsInColumnsOfNumbersOnly() {
        Table table = read("torque;places;count\n3,14;1,2;7\n-,5;1,2 left;8\n2;;NaN\n");
        assertThat(List.of(table.number(0, 0), table.number(1, 0), table.number(2, 0)))
                .containsExactly(3.14, -0.5, 2.0);
        assertThat(table.text(0, 1)).isEqualTo("1,2");
        assertThat(table.number(0, 2)).isEqualTo(7);
        assertThat(read("a,b\n\"3,14\",1\n").text(0, 0)).isEqualTo("3,14");
    }

    @Test
    void notANumberIsMissingInAnyCase() {
        Table table = read("a,b\nnan,1\nNaN,2\nNAN,3\n");
        for (int row = 0; row < 3; row++) {
            assertThat(table.number(row, 0)).isNaN();
            assertThat(table.isMissing(row, 0)).isTrue();
        }
    }

    @Test
    void whatIsNotFiniteIsRefusedByItsPlace() {
        for (String cell : List.of("Infinity", "-Infinity", "1e39", "1e999")) {
            assertThatThrownBy(() -> read("a,b\n1," + cell + "\n").number(0, 1))
                    .isInstanceOf(CannotTrain.class)
                    .hasMessageContaining("plant.csv row 1 column b is \"" + cell + "\", not finite")
                    .hasMessageContaining("--ignore");
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> read("a,b\n1,2\n1,2,3\n"))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("plant.csv")
                .hasMessageContaining("3");
        assertThatThrownBy(() -> read("a,a\n1,2\n"))
                .isInstanceOf(CannotTrain.class)
                .hasMessage("plant.csv: columns [a, a] are not all different; rename them");
        assertThatThrownBy(() -> read("")).isInstanceOf(CannotTrain.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("a,b\n")).isInstanceOf(CannotTrain.class).hasMessageContaining("0 rows");
        assertThatThrownBy(() -> read("a,b\n1,oops\n").number(0, 1))
                .isInstanceOf(CannotTrain.class)
                .hasMessage("plant.csv row 1 column b is \"oops\", not a number");
        assertThatThrownBy(() -> read("a,b\n1,2\n").column("c"))
                .isInstanceOf(CannotTrain.class)
                .hasMessage("plant.csv has no column \"c\"; it has a, b");
        assertThatThrownBy(() -> Table.read(Path.of("not-there.csv")))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("not-there.csv cannot be read");
    }

    private static Table read(String text) {
        return CsvTable.read("plant.csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
