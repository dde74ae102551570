/**
 * The agent's maintenance stages in another's time: readings of years pass through them in minutes, as somebody hands them in
 * on standard input. Nothing is connected, kept or stored; what the stages say goes to standard output.
 */
@NullMarked
package org.millwright.edge.rehearsal;

import org.jspecify.annotations.NullMarked;
