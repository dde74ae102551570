package org.millwright.hardware.inference;

import java.util.List;

/**
 * An input with the answer that the trained network gave for it, before it was exported.
 *
 * @param name for messages
 * @param inputs one file of the bundle for each input of the network
 * @param outputs one file of the bundle for each output of the network: what is expected
 * @param tolerance how far an answer x may be from the expected y: |x − y| ≤ tolerance · max(1, |y|)
 */
public record GoldenSample(String name, List<String> inputs, List<String> outputs, double tolerance) {

    public GoldenSample {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new ModelException(
                    "golden sample \"" + name + "\": tolerance " + tolerance + " must lie between 0 and 1");
        }
    }

    static GoldenSample read(Section section) {
        return new GoldenSample(
                section.text("name"), section.texts("inputs"), section.texts("outputs"), section.number("tolerance"));
    }

    double limitFor(float expected) {
        return tolerance * Math.max(1, Math.abs(expected));
    }
}
