package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.signal.Machine;

/**
 * One vision station: which camera, which model, how long it may take, and what its verdict releases.
 *
 * @param deadline from the last byte of the frame to the verdict; a later one is never released as good
 * @param threads how many one picture may use
 * @param limit a score at or above it is a defect, instead of the bundle's
 * @param variants what changes with the product; empty where nothing does
 */
public record InspectionConfig(
        Machine station,
        String camera,
        Path model,
        Duration deadline,
        Optional<ReleaseConfig> release,
        int threads,
        OptionalDouble limit,
        Optional<VariantsConfig> variants) {}
