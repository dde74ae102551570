package org.millwright.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the module picture of docs/architecture.md. It stands in the last module, when all the others are compiled. */
class ArchitectureTest {

    private static final List<String> MODULES = List.of(
            "hardware",
            "hardware/training",
            "vision",
            "vision/training",
            "maintenance",
            "maintenance/training",
            "edge-agent",
            "simulator");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths(MODULES.stream().map(ArchitectureTest::classesOf).toList());

    private static Path classesOf(String module) {
        Path classes = Path.of("..", module, "target", "classes");
        assertThat(classes)
                .as("compile everything first: ./millwright build")
                .satisfies(path -> assertThat(Files.isDirectory(path)).isTrue());
        return classes;
    }

    @ParameterizedTest
    @CsvSource({
        "hardware, 'vision,maintenance,edge,simulator'",
        "vision, 'maintenance,edge,simulator'",
        "maintenance, 'vision,edge,simulator'",
        "edge, 'simulator,hardware.training,vision.training,maintenance.training'",
        "simulator, 'hardware,vision,maintenance,edge'"
    })
    void aModuleUsesOnlyTheModulesBelowIt(String module, String forbidden) {
        String[] packages = java.util.Arrays.stream(forbidden.split(","))
                .map(name -> "org.millwright." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("org.millwright." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"hardware", "vision", "maintenance"})
    void whatRunsOnTheGatewayKnowsNothingOfTraining(String module) {
        noClasses()
                .that()
                .resideInAPackage("org.millwright." + module + "..")
                .and()
                .resideOutsideOfPackage("org.millwright." + module + ".training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.millwright.*.training..", "ai.djl.pytorch..", "ai.djl.training..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "org.eclipse.milo.., 'edge.source.opcua..,edge.bench..,simulator.opcua..,simulator.load..'",
        "org.eclipse.paho.., 'edge.source.mqtt..,simulator.mqtt..'",
        "org.eclipse.tahu.., 'edge.source.mqtt..,simulator.mqtt..'",
        "com.hivemq.., 'simulator.mqtt..'",
        "com.influxdb.., 'edge.sink..,edge.bench..'",
        "okhttp3.., 'edge.sink..,edge.bench..'",
        "io.questdb.., 'edge.store..'",
        "org.sqlite.., 'edge.journal..,edge.backup..'",
        "io.airlift.compress.., 'edge.journal..'",
        "io.vertx.., 'edge.web..'",
        "io.prometheus.., 'edge.web..'",
        "org.snakeyaml.., 'edge.config..'",
        "ai.djl.., 'hardware.inference..,hardware.training..,vision.training..,maintenance.training..'",
        "ai.onnxruntime.., 'hardware.inference..'",
        "ai.onnx.proto.., 'hardware.training..,maintenance.training.trees..'",
        "us.hebi.., 'maintenance.training.vibration..'",
        "ml.dmlc.., 'maintenance.training.trees..'",
        "de.siegmar.., 'maintenance.training.table..'",
        "dev.hardwood.., 'maintenance.training.table..'",
        "javax.imageio.., 'hardware.camera..,vision.training..,simulator.surface..,simulator.camera..'"
    })
    void aVendorsTypesStayInThePackageThatAdaptsThem(String vendor, String adapters) {
        String[] allowed = java.util.Arrays.stream(adapters.split(","))
                .map(name -> "org.millwright." + name)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vendor)
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.millwright.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
