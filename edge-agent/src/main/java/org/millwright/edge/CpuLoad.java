package org.millwright.edge;

import java.time.Duration;

/** Processor time turned into a load: how many cores were busy since the last look. Any thread. */
final class CpuLoad {

    private long lastNanos = System.nanoTime();
    private Duration lastCpu = Duration.ZERO;

    /** @param cpu processor time since the start; 1 in the answer is one core fully used */
    synchronized double since(Duration cpu) {
        long now = System.nanoTime();
        double cores = (double) cpu.minus(lastCpu).toNanos() / Math.max(1, now - lastNanos);
        lastNanos = now;
        lastCpu = cpu;
        return Math.max(0, cores);
    }
}
