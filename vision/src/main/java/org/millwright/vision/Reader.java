package org.millwright.vision;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.Network;
import org.millwright.vision.Inspection.Place;
import org.millwright.vision.SurfaceContract.Fitting;
import org.millwright.vision.SurfaceContract.MapOutput;

/**
 * Shows a region of a picture to the network, whole or in tiles, and gathers what it says.
 *
 * <p>NOT thread safe: it keeps its buffers, and makes no tensor for a picture.
 */
final class Reader {

    /**
     * What the network said.
     *
     * @param area what the map covers, in pixels of the picture
     * @param classes the share of each class; empty where the network tells none
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Answer(Optional<DefectMap> map, Place area, double[] classes) {

        boolean isNumber() {
            return map.map(cells -> !Float.isNaN(cells.worst())).orElse(true)
                    && Arrays.stream(classes).noneMatch(Double::isNaN);
        }
    }

    private final Network network;
    private final SurfaceContract contract;
    private final Sampler sampler;
    private final float[] planes;
    private final float[][] outputs;
    private @Nullable TileGrid grid;
    private Place gridFor = new Place(0, 0, 0, 0);

    Reader(Network network, SurfaceContract contract) {
        this.network = network;
        this.contract = contract;
        SurfaceContract.Input input = contract.input();
        this.sampler = new Sampler(input.width(), input.height());
        this.planes = new float[input.channels() * input.width() * input.height()];
        this.outputs = network.outputs();
    }

    Answer read(Image image, Place region) {
        return contract.fitting() == Fitting.TILE ? tiles(image, region) : whole(image, region);
    }

    private Answer whole(Image image, Place region) {
        run(image, region);
        return new Answer(
                contract.map().map(map -> new DefectMap(map.columns(), map.rows(), outputs[map.index()].clone())),
                region,
                classes());
    }

    private Answer tiles(Image image, Place region) {
        TileGrid tiles = grid(region);
        tiles.clear();
        double[] worst = new double[0];
        double worstShare = -1;
        for (int i = 0; i < tiles.tiles(); i++) {
            run(
                    image,
                    new Place(
                            region.x() + tiles.left(i),
                            region.y() + tiles.top(i),
                            contract.input().width(),
                            contract.input().height()));
            if (contract.map().isPresent()) {
                tiles.add(i, outputs[contract.map().get().index()]);
            }
            double[] classes = classes();
            double share = badness(classes);
            if (!(share <= worstShare)) { // NaN wins, as it must.
                worst = classes;
                worstShare = share;
            }
        }
        return new Answer(
                contract.map().map(map -> tiles.blended()),
                new Place(region.x(), region.y(), tiles.width(), tiles.height()),
                worst);
    }

    /** How far from good a tile is, by its own worst cell or by its classes. */
    private double badness(double[] classes) {
        if (contract.map().isPresent()) {
            float worst = Float.NEGATIVE_INFINITY;
            for (float cell : outputs[contract.map().get().index()]) {
                worst = Math.max(worst, cell);
            }
            return DefectMap.share(worst);
        }
        return contract.goodClass().isPresent()
                ? 1 - classes[contract.goodClass().getAsInt()]
                : Arrays.stream(classes).max().orElse(0);
    }

    private void run(Image image, Place window) {
        int plane = planes.length / contract.input().channels();
        if (contract.input().channels() == 1) {
            sampler.sample(image, Window.LUMA, window, planes, 0);
        } else {
            for (int channel = 0; channel < contract.input().channels(); channel++) {
                sampler.sample(image, channel, window, planes, channel * plane);
            }
        }
        network.input(0).put(0, planes);
        network.runInto(outputs);
    }

    /** Softmax. */
    private double[] classes() {
        if (contract.classOutput().isEmpty()) {
            return new double[0];
        }
        float[] logits = outputs[contract.classOutput().getAsInt()];
        double most = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double[] shares = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(logits[i] - most);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private TileGrid grid(Place region) {
        TileGrid known = grid;
        if (known == null || gridFor.width() != region.width() || gridFor.height() != region.height()) {
            MapOutput cells = contract.map().orElse(new MapOutput(0, 1, 1));
            SurfaceContract.Input input = contract.input();
            TileGrid.Tile tile = new TileGrid.Tile(input.width(), input.height(), cells.columns(), cells.rows());
            known = new TileGrid(region.width(), region.height(), tile, contract.tileOverlap());
            grid = known;
            gridFor = region;
        }
        return known;
    }
}
