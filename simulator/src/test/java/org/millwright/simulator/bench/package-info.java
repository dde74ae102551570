@NullMarked
package org.millwright.simulator.bench;

import org.jspecify.annotations.NullMarked;
