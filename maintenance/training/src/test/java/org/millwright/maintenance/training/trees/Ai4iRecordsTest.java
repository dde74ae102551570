package org.millwright.maintenance.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.maintenance.training.study.CannotTrain;

/** The set is about in copies whose heads differ. */
final class Ai4iRecordsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void headsAreKnownWithSpacesUnderscoresAndWithoutUnits() throws IOException {
        List<Ai4iRecords> copies = List.of(
                read("Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min],"
                        + "Machine failure"),
                read("Air_temperature,Process_temperature,Rotational_speed,Torque,Tool_wear,Machine_failure"));
        for (Ai4iRecords records : copies) {
            assertThat(records.values(0)).containsExactly(1, 298.1, 308.6, 1551, 42.8, 3);
            assertThat(records.truth(0)).isEqualTo(new Ai4iTally.Truth(true, List.of("HDF")));
        }
        assertThatThrownBy(() -> read("Air temperature,Process temperature,Rotational speed,Torque,Tool wear,failed"))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("has no column \"Machine failure\"");
    }

    private Ai4iRecords read(String heads) throws IOException {
        Files.writeString(
                folder.resolve("ai4i2020.csv"),
                "UDI,Product ID,Type," + heads
                        + ",TWF,HDF,PWF,OSF,RNF\n1,M14860,M,298.1,308.6,1551,42.8,3,1,0,1,0,0,0\n");
        return Ai4iRecords.read(folder, false);
    }
}
