/**
 * Trains the remaining-life bundles and scores them. Data sets in, bundles and figures out. What the network sees is made
 * by the gateway's own assembler and encoder, so training and use cannot differ.
 */
@NullMarked
package org.millwright.maintenance.training;

import org.jspecify.annotations.NullMarked;
