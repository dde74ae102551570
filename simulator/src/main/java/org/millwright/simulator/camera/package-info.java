/**
 * The station's camera, as a network (IP) camera: MJPEG over HTTP. Knows pictures and parts, not what is on them.
 *
 * <pre>{@code
 * try (MjpegServer camera = new MjpegServer(new InetSocketAddress("127.0.0.1", 8081))) {
 *     camera.show(new Picture(partId, sequence, now, jpeg)); // a part stops in the station; never blocks
 *     camera.clear();                                        // it has left
 * }
 * }</pre>
 */
@NullMarked
package org.millwright.simulator.camera;

import org.jspecify.annotations.NullMarked;
