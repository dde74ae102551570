package org.millwright.edge.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Trust;

/** Versions never change, and what a station uses changes as a whole or not at all. */
final class ModelStoreTest {

    private static final String PLACE = "station-1";
    private static final ModelKind PICTURES = ModelKind.SURFACE_INSPECTION;

    @TempDir
    Path folder;

    private ModelStore models;

    @BeforeEach
    void open() {
        models = store();
    }

    private ModelStore store() {
        return new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
    }

    private ModelStore at(Instant now) {
        return new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.fixed(now));
    }

    private Path version(String name) throws IOException {
        return TestingModels.variant(folder.resolve(name), manifest -> manifest.put("version", name));
    }

    @Test
    void aModelIsTriedPromotedAndTakenBack() throws IOException {
        String first =
                models.configure(PLACE, TestingModels.SHIPPED, PICTURES).live().orElseThrow();
        String second = models.add(version("two"));

        assertThat(models.deploy(PLACE, second, PICTURES).shadow()).contains(second);
        assertThat(models.slot(PLACE).live()).contains(first);
        Slot promoted = models.promote(PLACE);
        assertThat(promoted.live()).contains(second);
        assertThat(promoted.previous()).contains(first);
        assertThat(promoted.shadow()).isEmpty();
        Slot back = models.rollBack(PLACE, "it was late");
        assertThat(back.live()).contains(first);
        assertThat(back.why()).contains("it was late");
        assertThatThrownBy(() -> models.rollBack(PLACE, "again")).hasMessageContaining("no model before");
    }

    @Test
    void whatACommandChangesIsSeenByWhoHasTheStoreOpen() throws IOException {
        models.configure(PLACE, TestingModels.SHIPPED, PICTURES);
        String second = store().add(version("two"));
        store().deploy(PLACE, second, PICTURES);

        assertThat(models.slot(PLACE).shadow()).contains(second);
        assertThat(models.slots()).containsExactly(PLACE);
        assertThat(models.versions()).extracting(ModelStore.Version::version).contains("1", "two");
    }

    @Test
    void aConfigurationThatStaysTheSameDoesNotUndoAPromotion() throws IOException {
        models.configure(PLACE, TestingModels.SHIPPED, PICTURES);
        models.deploy(PLACE, models.add(version("two")), PICTURES);
        Slot promoted = models.promote(PLACE);

        assertThat(models.configure(PLACE, TestingModels.SHIPPED, PICTURES)).isEqualTo(promoted);
        Slot renamed = models.configure(PLACE, version("three"), PICTURES);
        assertThat(renamed.previous()).isEqualTo(promoted.live());
    }

    @Test
    void onlyWhatNoPlaceUsesAndCameLongAgoIsPruned() throws IOException {
        Instant now = Instant.now();
        String configured =
                models.configure(PLACE, TestingModels.SHIPPED, PICTURES).live().orElseThrow();
        String unused = models.add(version("unused"));
        String live = models.add(version("live"));
        models.deploy(PLACE, live, PICTURES);
        models.promote(PLACE);
        String onTrial = models.add(version("on trial"));
        models.deploy(PLACE, onTrial, PICTURES);
        Path brokenOff = Files.createDirectory(folder.resolve("models/versions/.incoming7"));
        ModelStore nextMonth = at(now.plus(Duration.ofDays(31)));

        assertThat(models.prune(Duration.ofDays(30))).isEmpty();
        String again = nextMonth.add(version("again"));
        assertThat(nextMonth.prune(Duration.ofDays(30))).containsExactly(unused);

        assertThat(brokenOff).doesNotExist();
        assertThat(nextMonth.versions())
                .extracting(ModelStore.Version::hash)
                .containsExactlyInAnyOrder(configured, live, onTrial, again);
        assertThat(nextMonth.slot(PLACE).live()).contains(live);
        assertThatThrownBy(() -> nextMonth.deploy(PLACE, unused, PICTURES)).hasMessageContaining("deploy its folder");
    }

    @Test
    void theReportBesideABundleStaysAwayFromTheGateway() throws IOException {
        Path bundle = version("two");
        Files.writeString(bundle.resolve("report.html"), "for people");

        Path kept = models.folder(models.add(bundle));

        assertThat(kept.resolve("report.html")).doesNotExist();
        assertThat(kept.resolve("network.onnx")).exists();
        assertThat(models.read(String.valueOf(kept.getFileName())).golden()).isNotEmpty();
    }

    @Test
    void aZipFileIsAsGoodAsItsFolder() throws IOException {
        Path bundle = version("two");
        assertThat(models.add(TestingModels.zip(bundle, folder.resolve("two.zip"))))
                .isEqualTo(models.add(bundle));
    }

    @Test
    void aZipFileThatReachesOutOfItsFolderIsRefused() throws IOException {
        Path archive = folder.resolve("evil.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("bundle.json"));
            zip.write('{');
            zip.putNextEntry(new ZipEntry("../../../escaped"));
            zip.write('x');
        }
        assertThatThrownBy(() -> models.add(archive))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("outside")
                .hasMessageContaining("evil.zip");
        assertThat(folder.resolve("escaped")).doesNotExist();
        assertThat(models.versions()).isEmpty();
    }

    @Test
    void whatIsNoBundleIsNamedAndLeavesNothing() throws IOException {
        Path text = Files.writeString(folder.resolve("model.zip"), "not a zip");
        assertThatThrownBy(() -> models.add(text)).hasMessageContaining("model.zip");
        assertThatThrownBy(() -> models.add(Files.createDirectory(folder.resolve("empty"))))
                .hasMessageContaining("bundle.json");
        Path tampered = version("two");
        Files.writeString(tampered.resolve("metrics.json"), "{}");
        assertThatThrownBy(() -> models.add(tampered))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("metrics.json")
                .hasMessageContaining("changed");
        assertThat(models.versions()).isEmpty();
    }

    @Test
    void aVersionWhoseManifestWasRewrittenWithAllItsChecksumsIsFoundOut() throws IOException {
        String hash = models.add(version("two"));
        Path manifest = models.folder(hash).resolve("bundle.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"two\"", "\"owt\""));
        assertThatThrownBy(() -> models.read(hash))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was changed")
                .hasMessageContaining(hash);
    }

    @Test
    void aModelThatIsTooSlowForThisGatewayIsRefusedBeforeItIsTried() throws IOException {
        String hash = models.add(TestingModels.variant(
                folder.resolve("slow"), manifest -> TestingModels.contract(manifest, "latency-budget-ms", 0.0001)));
        assertThatThrownBy(() -> models.prove(hash, 1))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("latency budget");
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThatThrownBy(() -> models.promote(PLACE)).hasMessageContaining("no model is on trial at station-1");
        assertThatThrownBy(() -> models.withdraw(PLACE, "why not")).hasMessageContaining("no model is on trial");
        assertThatThrownBy(() -> models.deploy(PLACE, "abc", PICTURES)).hasMessageContaining("no model abc");
    }
}
