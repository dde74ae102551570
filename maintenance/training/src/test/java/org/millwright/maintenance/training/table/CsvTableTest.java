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
