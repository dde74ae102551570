package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where deployed models are kept, and whose are taken.
 *
 * @param trustedKeys public keys in PEM
 * @param signatureRequired whether a bundle without a signature of one of them is refused
 * @param automaticRollback whether a promoted model that fails, is late or does not know the pictures is taken back
 */
public record ModelsConfig(Path folder, List<Path> trustedKeys, boolean signatureRequired, boolean automaticRollback) {

    public ModelsConfig {
        trustedKeys = List.copyOf(trustedKeys);
    }
}
