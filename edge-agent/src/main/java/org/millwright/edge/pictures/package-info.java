/** Pictures that a person should look at: kept within a quota, labelled on the page, handed on to the next training. */
@NullMarked
package org.millwright.edge.pictures;

import org.jspecify.annotations.NullMarked;
