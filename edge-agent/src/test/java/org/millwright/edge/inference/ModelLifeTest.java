package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.inference.Variants.Variant;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.pictures.KeptPictures;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowVerdict;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.inference.Trust;

/** A station with the shipped model, while models are deployed, promoted, taken back, and products change. */
final class ModelLifeTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PLACE = "station-1";
    private static final Machine STATION = new Machine(Plant.LINE, PLACE, "station");
    private static final Signal PRODUCT = Plant.signal("press", "product", ValueType.TEXT);
    private static final String GOOD = TestingModels.GOOD;
    private static final String DEFECT = TestingModels.DEFECT;

    @TempDir
    Path folder;

    private final Bus<Event> bus = new Bus<>();
    private final TestingIntake intake = new TestingIntake(bus);
    private final Bus<Frame> frames = new Bus<>();
    private ModelStore models;
    private Optional<Line> started = Optional.empty();
    private long sequence;

    /** What runs. */
    private record Line(InspectionLoop loop, Aftermath afterwards, KeptPictures pictures) {}

    private Line line() {
        return started.orElseThrow();
    }

    @BeforeEach
    void open() {
        models = new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
    }

    @AfterEach
    void close() {
        started.ifPresent(line -> {
            line.loop().close();
            line.afterwards().close();
        });
    }

    private void start(Duration deadline, Variants variants, Map<String, Seat<PartInspector>> seats) {
        InspectionLoop.Station station = new InspectionLoop.Station(STATION, deadline, seats, variants);
        KeptPictures pictures = new KeptPictures(folder.resolve("pictures"), 1 << 20);
        InspectionLoop loop = new InspectionLoop(
                station,
                frames.subscribe("frames", 8, Overflow.DROP_OLDEST),
                intake,
                Optional.empty(),
                judged -> {},
                InstantSource.system());
        Aftermath afterwards =
                new Aftermath(station, loop.afterwards(), pictures, intake, true, InstantSource.system());
        loop.start();
        afterwards.start();
        started = Optional.of(new Line(loop, afterwards, pictures));
    }

    private void start() {
        start(Duration.ofMinutes(1), same(), Map.of(PLACE, seat(TestingModels.SHIPPED)));
    }

    private Seat<PartInspector> seat(Path configured) {
        return new Seat<>(PLACE, configured, models, ModelKind.SURFACE_INSPECTION, PartInspector.opener(1));
    }

    private static Variants same() {
        return new Variants(Optional.empty(), Map.of(), new Variant(OptionalDouble.empty(), PLACE));
    }

    /** One picture, and what was said about it. */
    private Verdict inspect(String golden) {
        return inspect(TestingModels.frame(golden, ++sequence, 0));
    }

    private Verdict inspect(Frame frame) {
        frames.publish(frame);
        return await().atMost(SOON)
                .until(
                        () -> intake.kept().stream()
                                .filter(Verdict.class::isInstance)
                                .map(Verdict.class::cast)
                                .filter(verdict -> verdict.sequence() == frame.sequence())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String variant(String name, Consumer<ObjectNode> change) throws IOException {
        return models.add(TestingModels.variant(folder.resolve(name), change));
    }

    private String promoted(String name, Consumer<ObjectNode> change) throws IOException {
        String hash = variant(name, change);
        models.deploy(PLACE, hash, ModelKind.SURFACE_INSPECTION);
        models.promote(PLACE);
        awaitModel(hash);
        return hash;
    }

    private void awaitModel(String hash) {
        await().atMost(SOON).until(() -> inspect(GOOD).model().equals(hash));
    }

    private Notice awaitNotice(Notice.Kind kind, Predicate<Notice> wanted) {
        return await().atMost(SOON)
                .until(
                        () -> intake.kept().stream()
                                .filter(Notice.class::isInstance)
                                .map(Notice.class::cast)
                                .filter(notice -> notice.kind() == kind)
                                .filter(wanted)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aModelOnTrialActsOnNothingUntilItIsPromotedAndCanBeTakenBack() throws IOException {
        start();
        assertThat(inspect(GOOD).model()).isEqualTo(TestingModels.shippedHash());

        // So strict that every part would be a defect.
        String strict = variant("strict", manifest -> TestingModels.contract(manifest, "limit", 1e-9));
        models.deploy(PLACE, strict, ModelKind.SURFACE_INSPECTION);
        awaitNotice(Notice.Kind.MODEL_DEPLOYED, notice -> notice.text().contains(strict));
        assertThat(inspect(GOOD).result()).isEqualTo(Verdict.Result.GOOD);
        ShadowVerdict shadow = await().atMost(SOON)
                .until(
                        () -> intake.kept().stream()
                                .filter(ShadowVerdict.class::isInstance)
                                .map(ShadowVerdict.class::cast)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(shadow.shadow().model()).isEqualTo(strict);
        assertThat(shadow.shadow().result()).isEqualTo(Verdict.Result.DEFECT);
        assertThat(shadow.agrees()).isFalse();
        await().atMost(SOON)
                .until(() -> line().afterwards().status().getFirst().trial() instanceof Comparison.OfParts compared
                        && compared.stricter() > 0);

        models.promote(PLACE);
        awaitModel(strict);
        assertThat(inspect(GOOD).result()).isEqualTo(Verdict.Result.DEFECT);
        awaitNotice(Notice.Kind.MODEL_PROMOTED, notice -> notice.text().contains(strict));

        models.rollBack(PLACE, "asked for");
        awaitModel(TestingModels.shippedHash());
        awaitNotice(Notice.Kind.MODEL_ROLLED_BACK, notice -> notice.text().contains("asked for"));
    }

    @Test
    void aModelThatWasDamagedOnTheDiskNeverDecides() throws IOException {
        start();
        assertThat(inspect(GOOD).result()).isEqualTo(Verdict.Result.GOOD);
        String hash = variant("two", manifest -> manifest.put("version", "2"));
        Files.writeString(models.folder(hash).resolve("network.onnx"), "damaged");
        models.deploy(PLACE, hash, ModelKind.SURFACE_INSPECTION);

        awaitNotice(Notice.Kind.MODEL_REFUSED, notice -> notice.text().contains("network.onnx"));

        await().atMost(SOON).until(() -> models.slot(PLACE).shadow().isEmpty());
        assertThat(inspect(GOOD).model()).isEqualTo(TestingModels.shippedHash());
    }

    @Test
    void aPromotedModelThatIsAlwaysLateIsTakenBackByItself() throws IOException {
        start(Duration.ofNanos(1), same(), Map.of(PLACE, seat(TestingModels.SHIPPED)));
        inspect(GOOD);
        promoted("two", manifest -> manifest.put("version", "2"));

        Notice notice = await().atMost(SOON)
                .until(
                        () -> {
                            inspect(GOOD);
                            return rolledBack();
                        },
                        Optional::isPresent)
                .orElseThrow();

        assertThat(notice.text()).contains("later than").contains(TestingModels.shippedHash());
        awaitModel(TestingModels.shippedHash());
    }

    @Test
    void aPromotedModelThatDoesNotKnowThePicturesIsTakenBackWithTheReason() throws IOException {
        start();
        inspect(GOOD);
        promoted(
                "stranger",
                manifest -> TestingModels.contract(
                        manifest,
                        "drift",
                        Map.of(
                                "score", Map.of("edges", List.of(0.1, 0.5), "shares", List.of(0.9, 0.05, 0.05)),
                                "brightness", Map.of("edges", List.of(30, 60), "shares", List.of(0.2, 0.4, 0.4)),
                                "least-pictures", 10)));

        Notice notice = await().atMost(SOON)
                .until(
                        () -> {
                            inspect(GOOD);
                            return rolledBack();
                        },
                        Optional::isPresent)
                .orElseThrow();

        assertThat(notice.text()).contains("brightness", "not that of the training");
        awaitNotice(Notice.Kind.DRIFT, alarm -> alarm.text().contains("brightness"));
        awaitModel(TestingModels.shippedHash());
    }

    private Optional<Notice> rolledBack() {
        return intake.kept().stream()
                .filter(Notice.class::isInstance)
                .map(Notice.class::cast)
                .filter(notice -> notice.kind() == Notice.Kind.MODEL_ROLLED_BACK)
                .findFirst();
    }

    @Test
    void theProductOnTheLineChoosesTheLimitAndAnUnknownOneIsNotJudged() {
        Variants variants = new Variants(
                Optional.of(bus.subscribe("variant", 100, Overflow.DROP_OLDEST)),
                Map.of(
                        "gear", new Variant(OptionalDouble.empty(), PLACE),
                        "mirror", new Variant(OptionalDouble.of(1e-9), PLACE)),
                new Variant(OptionalDouble.empty(), PLACE));
        start(Duration.ofMinutes(1), variants, Map.of(PLACE, seat(TestingModels.SHIPPED)));

        Verdict before = inspect(GOOD);
        assertThat(before.result()).isEqualTo(Verdict.Result.UNCERTAIN);
        assertThat(before.reason()).contains("not known yet");

        product("gear", 0);
        assertThat(inspect(GOOD).result()).isEqualTo(Verdict.Result.GOOD);
        product("mirror", 0);
        Verdict strict = inspect(GOOD);
        assertThat(strict.result()).isEqualTo(Verdict.Result.DEFECT);
        assertThat(strict.details().variant()).isEqualTo("mirror");
        assertThat(strict.details().limit()).isEqualTo(1e-9);
        product("bracket", 0);
        assertThat(inspect(GOOD).reason()).contains("bracket", "variants");
        product("gear", 0x8000_0000);
        assertThat(inspect(GOOD).reason()).contains("not good");
        product("gear", 0);
        assertThat(inspect(DEFECT).result()).isEqualTo(Verdict.Result.DEFECT);
    }

    private void product(String name, int status) {
        Reading reading = new Reading(PRODUCT, new Value.Text(name), status, ++sequence, 0, 0);
        assertThat(reading.quality()).isEqualTo(Quality.ofStatusCode(status));
        bus.publish(reading);
    }

    @Test
    void aCameraThatStandsStillIsNeverGood() {
        start();
        Frame first = TestingModels.frame(GOOD, ++sequence, 0);
        assertThat(inspect(first).result()).isEqualTo(Verdict.Result.GOOD);

        Frame again = new Frame("P-other", ++sequence, first.capturedNanos(), first.receivedNanos(), first.encoded());
        Verdict verdict = inspect(again);

        assertThat(verdict.result()).isEqualTo(Verdict.Result.UNCERTAIN);
        assertThat(verdict.reason()).contains("to the last byte", "P-1");
        await().atMost(SOON).until(() -> line().pictures().counts().kept() == 1);
    }

    @Test
    void badPicturesAreCountedAndTheLineGoesOn() {
        start();
        byte[] whole = TestingModels.frame(GOOD, 1, 0).encoded();
        byte[] bomb = whole.clone();
        // Width and height in the header, and the header's checksum (ISO/IEC 15948, 11.2.2).
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
        for (byte[] bad : List.of(
                new byte[0], Arrays.copyOf(whole, whole.length / 2), new byte[] {'G', 'I', 'F', '8', '9', 'a'}, bomb)) {
            Verdict verdict = inspect(new Frame("bad", ++sequence, sequence, sequence, bad));
            assertThat(verdict.result()).isEqualTo(Verdict.Result.UNCERTAIN);
            assertThat(verdict.reason()).isNotEmpty();
        }
        assertThat(line().loop().status().undecodable()).isEqualTo(4);
        assertThat(inspect(GOOD).result()).isEqualTo(Verdict.Result.GOOD);
    }

    @Test
    void aConfiguredModelThatIsRefusedLeavesTheOneBeforeAtWork() throws IOException {
        start();
        inspect(GOOD);
        close();
        Path tampered = TestingModels.variant(folder.resolve("tampered"), manifest -> manifest.put("version", "2"));
        Files.writeString(tampered.resolve("network.onnx"), "damaged");

        start(Duration.ofMinutes(1), same(), Map.of(PLACE, seat(tampered)));

        assertThat(inspect(GOOD).model()).isEqualTo(TestingModels.shippedHash());
        assertThat(line().loop().status().note()).contains("network.onnx", "changed");
    }
}
