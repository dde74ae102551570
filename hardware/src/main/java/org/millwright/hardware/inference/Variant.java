package org.millwright.hardware.inference;

import java.util.List;

/**
 * The same network once more in numbers that a processor may compute faster, with golden samples of its own.
 *
 * @param precision what it computes with, such as {@code int8}
 * @param network the file with the network, in ONNX; names and shapes are those of the bundle
 * @param golden what it answers, which differs a little from what the bundle's own network does
 * @param validation how both did on the validation split
 */
public record Variant(String precision, String network, List<GoldenSample> golden, Section validation) {

    public Variant {
        golden = List.copyOf(golden);
    }

    static Variant read(Section section) {
        return new Variant(
                section.text("precision"),
                section.text("network"),
                section.sections("golden").stream().map(GoldenSample::read).toList(),
                section.section("validation"));
    }
}
