/** The door of the agent: what a source hands over, and when it may tell its peer that it has it. */
@NullMarked
package org.millwright.edge.intake;

import org.jspecify.annotations.NullMarked;
