package org.millwright.vision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.millwright.hardware.camera.ColourImage;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.Choice;
import org.millwright.hardware.inference.FastestNetwork;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Network;
import org.millwright.vision.Inspection.Place;
import org.millwright.vision.SurfaceContract.Input;

/**
 * Tells good surfaces from defective ones with a bundle of kind {@link #KIND}: region, quality, registration, fit or tiles,
 * network, map, verdict. {@code docs/vision.md} has the contract that such a bundle keeps.
 *
 * <p>NOT thread safe: one for each inspection thread. Calls take about a millisecond on that thread. Holds native memory
 * until closed.
 */
public final class SurfaceInspector implements AutoCloseable {

    public static final String KIND = "surface-inspection";

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final int WARM_UP_PICTURES = 200;

    private final Network network;
    private final Choice choice;
    private final SurfaceContract contract;
    private final Reader reader;
    private final Judgement judgement;
    private final Alignment alignment;

    private SurfaceInspector(FastestNetwork fastest) {
        this.network = fastest.network();
        this.choice = fastest.choice();
        this.contract = SurfaceContract.read(network.bundle());
        this.reader = new Reader(network, contract);
        this.judgement = new Judgement(contract);
        this.alignment = Alignment.of(network.bundle(), contract.placing());
    }

    /** As {@link #open(Path, int)} with one thread. */
    public static SurfaceInspector open(Path bundle) {
        return open(bundle, 1);
    }

    /**
     * Opens the bundle, checks it and proves it on its golden samples.
     *
     * @param threads how many one picture may use
     * @throws ModelException naming the bundle, the fault and the remedy
     */
    public static SurfaceInspector open(Path bundle, int threads) {
        return open(ModelBundle.read(bundle), threads);
    }

    /** The same with a bundle that was read. */
    public static SurfaceInspector open(ModelBundle bundle, int threads) {
        FastestNetwork fastest = FastestNetwork.open(bundle.ofKind(KIND), threads);
        try {
            return new SurfaceInspector(fastest);
        } catch (ModelException e) {
            fastest.network().close();
            throw e;
        }
    }

    /** In which precision the network runs here, and why. */
    public Choice choice() {
        return choice;
    }

    /** The bundle that decides; its hash says exactly which model. */
    public ModelBundle bundle() {
        return network.bundle();
    }

    /** The score at or above which a part is defective; NaN for a model that tells classes only, and gives none. */
    public double limit() {
        return contract.limit();
    }

    /** The limit of a product variant that the bundle knows. */
    public OptionalDouble limitOf(String variant) {
        return contract.limitOf(variant);
    }

    /** How long the runtime itself took for the last picture, in nanoseconds; of its last tile, where it has several. */
    public long runNanos() {
        return network.runNanos();
    }

    /** How pictures were at training; empty where the bundle does not say. */
    public Optional<DriftReference> drift() {
        return contract.drift();
    }

    /** The names that a person may give a part: the good one first. */
    public List<String> classes() {
        return contract.defectClasses();
    }

    /** Judges one picture by the bundle's own limit. */
    public Inspection inspect(Image image) {
        return inspect(image, contract.limit());
    }

    /**
     * Judges one picture. Never throws for what is in it: a picture that cannot be judged is uncertain, with a reason.
     *
     * @param limit a score at or above it is a defect, between 0 and 1
     * @throws ModelException when the runtime fails
     */
    public Inspection inspect(Image image, double limit) {
        Optional<String> misfit = contract.misfit(image);
        if (misfit.isPresent()) {
            return Inspection.uncertain(misfit.get());
        }
        Place region = contract.region().orElseGet(() -> new Place(0, 0, image.width(), image.height()));
        Exposure exposure = Exposure.of(image, region);
        Optional<String> complaint = contract.exposure().complaint(exposure);
        if (complaint.isPresent()) {
            return Inspection.uncertain(complaint.get(), exposure.level());
        }
        Alignment.Shift shift = alignment.shift(image, region);
        if (!shift.complaint().isEmpty()) {
            return Inspection.uncertain(shift.complaint(), exposure.level());
        }
        Place window = new Place(region.x() + shift.x(), region.y() + shift.y(), region.width(), region.height());
        return judgement.of(reader.read(image, window), limit, exposure.level());
    }

    /**
     * Judges pictures that nobody sees, so that the first part is judged as quickly as the thousandth: the virtual machine
     * compiles what it has run often enough. Ends after two seconds at the latest.
     *
     * @return how long a picture of the network's own size takes: the median of the later half
     */
    public Duration warmUp() {
        Input input = contract.input();
        Image image = noise(input);
        Place region = new Place(0, 0, input.width(), input.height());
        long[] nanos = new long[WARM_UP_PICTURES];
        int count = 0;
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (count < nanos.length && (count < 3 || System.nanoTime() < end)) {
            long begin = System.nanoTime();
            Exposure exposure = Exposure.of(image, region);
            alignment.shift(image, region);
            var _ = judgement.of(reader.read(image, region), contract.limit(), exposure.level());
            nanos[count++] = System.nanoTime() - begin;
        }
        long[] later = Arrays.copyOfRange(nanos, Math.floorDiv(count, 2), count);
        Arrays.sort(later);
        return Duration.ofNanos(later[Math.floorDiv(later.length, 2)]);
    }

    /** Why this gateway is too slow for the model, given what {@link #warmUp} measured. */
    public Optional<String> tooSlow(Duration measured) {
        double budget = contract.latencyBudgetMillis();
        double millis = measured.toNanos() / 1e6;
        return Double.isNaN(budget) || millis <= budget
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s: a picture takes %.1f ms on this gateway, its latency budget is %.1f ms; take a faster gateway, a"
                                + " smaller model, or give the gateway less to do",
                        network.bundle(),
                        millis,
                        budget));
    }

    private static Image noise(Input input) {
        byte[] pixels = new byte[input.channels() * input.width() * input.height()];
        new Random(1).nextBytes(pixels);
        return input.channels() == 1
                ? new GreyImage(input.width(), input.height(), pixels)
                : new ColourImage(input.width(), input.height(), pixels);
    }

    @Override
    public void close() {
        network.close();
    }
}
