/** Cameras of the hardware module as a source of frames. */
@NullMarked
package org.millwright.edge.source.camera;

import org.jspecify.annotations.NullMarked;
