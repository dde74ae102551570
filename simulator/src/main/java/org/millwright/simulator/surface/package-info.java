/**
 * What the vision station sees: ground steel, drawn from a seed, good or with one labelled defect. Knows no protocol.
 *
 * <pre>{@code
 * SurfaceRenderer renderer = new SurfaceRenderer(Purpose.LIVE, seed, 0.1, SurfaceRenderer.DEFAULT_DIFFICULTY);
 * JpegEncoder encoder = new JpegEncoder(); // one per thread
 * Surface surface = renderer.render(partNumber);
 * byte[] jpeg = encoder.encode(surface);
 * }</pre>
 */
@NullMarked
package org.millwright.simulator.surface;

import org.jspecify.annotations.NullMarked;
