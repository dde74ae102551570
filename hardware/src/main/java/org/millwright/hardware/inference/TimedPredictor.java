package org.millwright.hardware.inference;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;

/** Knows how long the runtime itself took, apart from all that is around it. NOT thread safe. */
final class TimedPredictor extends Predictor<float[][], float[][]> {

    private long runNanos;

    TimedPredictor(Model model, Translator<float[][], float[][]> translator) {
        super(model, translator, model.getNDManager().getDevice(), false);
    }

    @Override
    protected NDList predictInternal(TranslatorContext context, NDList list) throws TranslateException {
        long begin = System.nanoTime();
        try {
            return super.predictInternal(context, list);
        } finally {
            runNanos = System.nanoTime() - begin;
        }
    }

    long runNanos() {
        return runNanos;
    }
}
