/**
 * Trains boosted trees with XGBoost and ships them as ONNX. Numbers in, a bundle of kind {@code diagnosis} out; XGBoost's
 * types stay here.
 */
@NullMarked
package org.millwright.maintenance.training.trees;

import org.jspecify.annotations.NullMarked;
