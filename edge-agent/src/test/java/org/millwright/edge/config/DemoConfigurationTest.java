package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoConfigurationTest {

    @Test
    void theDemosOwnFileHasNoProblem() {
        ConfigReader reader = new ConfigReader(name -> name.equals("PLANT_PASSWORD") ? "secret" : null);

        ConfigReader.Result result = reader.read(Path.of("config", "demo.yaml"));

        assertThat(result).isInstanceOf(ConfigReader.Result.Valid.class);
    }
}
