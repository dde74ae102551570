package org.millwright.maintenance.training.trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.millwright.maintenance.diagnosis.DiagnosisModel;
import org.millwright.maintenance.training.study.Folders;

/** A bundle in a folder of its own, opened as the gateway opens it and deleted when closed: for studies. */
final class TrainedBundle implements AutoCloseable {

    private final Path folder;
    private final DiagnosisModel model;

    private TrainedBundle(Path folder, DiagnosisModel model) {
        this.folder = folder;
        this.model = model;
    }

    static TrainedBundle of(DiagnosisTraining training, LabelledRecords records, long seed, Map<String, Object> facts)
            throws IOException {
        Path folder = Files.createTempDirectory("millwright-study");
        try {
            Path bundle = folder.resolve(training.name());
            training.write(records, seed, facts, bundle);
            return new TrainedBundle(folder, DiagnosisModel.open(bundle));
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    DiagnosisModel model() {
        return model;
    }

    @Override
    public void close() throws IOException {
        model.close();
        Folders.delete(folder);
    }
}
