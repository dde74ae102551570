/** The training bench: networks as lists of layers, trained by PyTorch through DJL, written as ONNX, packed as bundles. */
@NullMarked
package org.millwright.hardware.training;

import org.jspecify.annotations.NullMarked;
