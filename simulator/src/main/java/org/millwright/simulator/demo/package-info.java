/**
 * The demo: a plant and an agent as processes of their own, watched from outside and scored against the truth. It knows
 * the agent by its command line, its {@code /api/status} and its store only.
 */
@NullMarked
package org.millwright.simulator.demo;

import org.jspecify.annotations.NullMarked;
