package org.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class GatewayClasspathTest {

    @Test
    void trainingAndItsNativesNeverReachTheGateway() {
        String classpath = System.getProperty("java.class.path");
        assertThat(classpath.split(File.pathSeparator))
                .isNotEmpty()
                .noneMatch(entry -> entry.contains("pytorch") || entry.contains("training"));
    }
}
