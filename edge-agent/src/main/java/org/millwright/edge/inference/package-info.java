/** The two loops: frame to verdict, and window of readings to prognosis. */
@NullMarked
package org.millwright.edge.inference;

import org.jspecify.annotations.NullMarked;
