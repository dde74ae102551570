package org.millwright.edge.models;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.millwright.hardware.inference.Choice;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.RemainingLifeModel;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.DiagnosisModel;
import org.millwright.vision.SurfaceInspector;

/** What a model is for: which bundles have a life here, and how one of each kind is proven. */
public enum ModelKind {

    /** Judges pictures at a station. */
    SURFACE_INSPECTION(SurfaceInspector.KIND) {
        @Override
        void prove(ModelBundle bundle, int threads) {
            try (SurfaceInspector inspector = SurfaceInspector.open(bundle, threads)) {
                inspector.tooSlow(inspector.warmUp()).ifPresent(because -> {
                    throw new ModelStoreException(because);
                });
            }
        }

        @Override
        Optional<Choice> precision(ModelBundle bundle, int threads) {
            if (bundle.variants().isEmpty()) {
                return Optional.empty();
            }
            try (SurfaceInspector inspector = SurfaceInspector.open(bundle, threads)) {
                return Optional.of(inspector.choice());
            }
        }
    },

    /** Tells how long machines will last. */
    REMAINING_LIFE(LifeContract.KIND) {
        @Override
        void prove(ModelBundle bundle, int threads) {
            RemainingLifeModel.open(bundle).close();
        }

        @Override
        Optional<Choice> precision(ModelBundle bundle, int threads) {
            return Optional.empty();
        }
    },

    /** Tells which failure mode a machine has, or how much. */
    DIAGNOSIS(DiagnosisContract.KIND) {
        @Override
        void prove(ModelBundle bundle, int threads) {
            DiagnosisModel.open(bundle).close();
        }

        @Override
        Optional<Choice> precision(ModelBundle bundle, int threads) {
            return Optional.empty();
        }
    };

    private final String word;

    ModelKind(String word) {
        this.word = word;
    }

    /** As a bundle's manifest has it. */
    public String word() {
        return word;
    }

    /**
     * Opens the bundle, proves it on its golden samples and, where the bundle has a budget of time, measures it.
     *
     * @throws ModelException when it does not compute what was trained
     * @throws ModelStoreException when it is slower than its budget
     */
    abstract void prove(ModelBundle bundle, int threads);

    /** In which precision this machine runs it; empty where it has one only. */
    abstract Optional<Choice> precision(ModelBundle bundle, int threads);

    /** @throws ModelException naming the kinds that the agent runs */
    static ModelKind of(ModelBundle bundle) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(bundle.kind()))
                .findFirst()
                .orElseThrow(() -> new ModelException(bundle + " is of kind \"" + bundle.kind()
                        + "\", which the agent does not run; name a bundle of kind "
                        + Arrays.stream(values()).map(ModelKind::word).collect(Collectors.joining(" or "))));
    }
}
