package org.millwright.edge.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.inference.Comparison;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.pictures.KeptPictures;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.web.AgentStatus.InspectionState;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.inference.Trust;
import org.millwright.vision.DefectMap;
import org.millwright.vision.HeatMap;
import org.millwright.vision.Inspection;
import org.millwright.vision.Inspection.Place;
import org.millwright.vision.Inspection.Region;

/** A station with a model on trial, a heat map, and a picture that waits for a label. */
record ShownStation(ModelStore models, KeptPictures pictures, ShownPlant plant) {

    private static final String NAME = "station-1";
    private static final int CELLS = 28;

    ShownStation(Path folder) throws IOException {
        this(
                new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system()),
                new KeptPictures(folder.resolve("pictures"), 1 << 20),
                ShownPlant.inOrder());
        models.configure(NAME, TestingModels.SHIPPED, ModelKind.SURFACE_INSPECTION);
        models.deploy(
                NAME,
                models.add(TestingModels.variant(folder.resolve("two"), manifest -> manifest.put("version", "2"))),
                ModelKind.SURFACE_INSPECTION);
        Frame frame = TestingModels.frame(TestingModels.GOOD, 7, 0);
        pictures.offer(
                Plant.verdict(Plant.machine("station"), 7, Verdict.Result.UNCERTAIN, Plant.START),
                frame,
                false,
                List.of("dent", "scratch"));
    }

    WebServer server() {
        return new WebServer(
                new WebConfig("127.0.0.1", 0),
                this::status,
                List::of,
                parts(),
                Optional.of(
                        new StationAccess(models, Map.of(NAME, ModelKind.SURFACE_INSPECTION), Map.of(NAME, pictures))));
    }

    private static LastParts parts() {
        float[] cells = new float[CELLS * CELLS];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (float) (5 - Math.hypot(i % CELLS - 18, Math.floorDiv(i, CELLS) - 10));
        }
        Place place = new Place(120, 70, 52, 34);
        Inspection inspection = new Inspection(
                Inspection.Outcome.DEFECT,
                0.974,
                Optional.of(place),
                "",
                "dent",
                List.of(new Region(place, 0.974, 2.6), new Region(new Place(20, 180, 16, 16), 0.9, 0.8)),
                Optional.of(new HeatMap(new Place(0, 0, 224, 224), new DefectMap(CELLS, CELLS, cells))),
                false,
                128);
        LastParts parts = new LastParts();
        parts.accept(ShownPlant.verdict(4_711, true), ShownPlant.frame(4_711, true), inspection);
        return parts;
    }

    private AgentStatus status() {
        AgentStatus shown = plant.status();
        InspectionState state = shown.inspections().getFirst();
        VisionState vision = new VisionState(
                "gear",
                "",
                List.of(new SeatStatus(
                        NAME,
                        models.slot(NAME),
                        "float32",
                        new Comparison.OfParts(100, 90, 8, 2),
                        Optional.empty(),
                        0.04)),
                pictures.counts());
        return new AgentStatus(
                shown.site(),
                shown.at(),
                shown.process(),
                shown.sources(),
                shown.queues(),
                shown.sink(),
                shown.journal(),
                shown.ledger(),
                List.of(new InspectionState(
                        state.station(),
                        Optional.of(ShownPlant.verdict(4_711, true)),
                        state.good(),
                        state.defect(),
                        state.uncertain(),
                        state.late(),
                        state.arrivalToVerdict(),
                        state.sourceToVerdict(),
                        state.release(),
                        state.trouble(),
                        vision)),
                shown.prognoses(),
                shown.conditions(),
                shown.advisories(),
                shown.vibrations(),
                shown.diagnoses(),
                shown.signals(),
                shown.disk());
    }
}
