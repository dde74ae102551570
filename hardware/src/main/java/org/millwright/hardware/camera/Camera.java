package org.millwright.hardware.camera;

/**
 * Something that takes pictures, one after the other.
 *
 * <p>NOT thread safe: one thread takes the pictures. {@link #close} may come from any thread.
 */
public interface Camera extends AutoCloseable {

    /**
     * Waits for the next picture; ends early when the thread is interrupted.
     *
     * @throws CameraException when there is none to be had; {@link CameraException#goesOn} tells whether to ask again
     */
    Frame next() throws InterruptedException;

    @Override
    void close();
}
