package org.millwright.edge.config;

import java.nio.file.Path;

/**
 * Where pictures are kept that a person should look at.
 *
 * @param quotaBytes of one station, above which the oldest go; 0 keeps none
 */
public record PicturesConfig(Path folder, long quotaBytes) {}
