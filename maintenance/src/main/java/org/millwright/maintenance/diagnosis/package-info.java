/**
 * Diagnosis by boosted trees: which failure mode, or what quantity, with which certainty and because of which inputs.
 * Values in, a sealed {@link org.millwright.maintenance.diagnosis.Diagnosis} out; the network runs as ONNX like any other.
 */
@NullMarked
package org.millwright.maintenance.diagnosis;

import org.jspecify.annotations.NullMarked;
