package org.millwright.maintenance.vibration;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of transforms, kept: a sensor sends the same length over and over. Safe for use by several threads. */
final class Fouriers {

    private static final int KEPT = 32;

    private final Map<Integer, Fourier> bySize = new ConcurrentHashMap<>();

    Fourier of(int size) {
        if (bySize.size() > KEPT) {
            bySize.clear();
        }
        return bySize.computeIfAbsent(size, Fourier::new);
    }
}
