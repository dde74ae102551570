/**
 * Tables to train on: files and stores in, rows of text out. The readers' types stay here.
 */
@NullMarked
package org.millwright.maintenance.training.table;

import org.jspecify.annotations.NullMarked;
