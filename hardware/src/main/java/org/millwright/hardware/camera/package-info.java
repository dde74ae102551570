/** Cameras and their frames. Image decoders stay inside. */
@NullMarked
package org.millwright.hardware.camera;

import org.jspecify.annotations.NullMarked;
