package org.millwright.hardware.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class GatewayFactsTest {

    @TempDir
    Path folder;

    @Test
    void thisMachineIsDescribed() {
        GatewayFacts facts = GatewayFacts.read();
        assertThat(facts.cpu()).isNotBlank();
        assertThat(facts.cores()).isPositive();
        assertThat(facts.memoryMiB()).isGreaterThan(100);
        assertThat(facts.jvm()).contains("25");
    }

    @Test
    void anArmBoardIsNamedByItsDeviceTree() throws IOException {
        Path cpuInfo = Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\nBogoMIPS\t: 108.00\n");
        Path board = Files.writeString(folder.resolve("model"), "Raspberry Pi 5 Model B Rev 1.0\0");
        assertThat(GatewayFacts.read(cpuInfo, board).cpu()).isEqualTo("Raspberry Pi 5 Model B Rev 1.0");
    }

    @Test
    void aMachineWithoutTheseFilesIsNamedByItsArchitecture() {
        Path none = folder.resolve("none");
        assertThat(GatewayFacts.read(none, none).cpu()).isEqualTo(System.getProperty("os.arch"));
    }

    @Test
    void whatThisProcessCostsGrowsWithItsWork() {
        ProcessFacts before = ProcessFacts.ofSelf();
        assertThat(before.rssMiB()).isPositive();
        assertThat(before.peakRssMiB()).isGreaterThanOrEqualTo(before.rssMiB());
        Instant limit = Instant.now().plusSeconds(30);
        ProcessFacts after = before;
        while (after.cpu().compareTo(before.cpu()) <= 0 && Instant.now().isBefore(limit)) {
            after = ProcessFacts.ofSelf();
        }
        assertThat(after.cpu()).isGreaterThan(before.cpu());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherProcessIsMeasuredUntilItIsGone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        assertThat(ProcessFacts.of(other.toHandle())).isPresent();
        other.destroyForcibly().waitFor();
        assertThat(ProcessFacts.of(other.toHandle())).isEmpty();
    }
}
