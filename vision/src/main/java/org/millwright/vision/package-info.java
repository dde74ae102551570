/** Frame in, good or defect out, with score and place. Nothing of the inference engine leaves {@code hardware}. */
@NullMarked
package org.millwright.vision;

import org.jspecify.annotations.NullMarked;
