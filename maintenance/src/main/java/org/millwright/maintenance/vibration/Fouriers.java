package org.millwright.maintenance.vibration;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.millwright.hardware.spectrum.Fourier;

/** The tables of transforms, kept: a sensor sends the same length over and over. Safe for use by several threads. */
final class Fouriers {

    private static final int KEPT = 32;
    /** Larger ones take tens of megabytes and are made anew. */
    private static final int LARGEST_KEPT = 1 << 17;

    private final Map<Integer, Fourier> bySize = new ConcurrentHashMap<>();

    Fourier of(int size) {
        if (size > LARGEST_KEPT) {
            return new Fourier(size);
        }
        if (bySize.size() > KEPT) {
            bySize.clear();
        }
        return bySize.computeIfAbsent(size, Fourier::new);
    }
}
